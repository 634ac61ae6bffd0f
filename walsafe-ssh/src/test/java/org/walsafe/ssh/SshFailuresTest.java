package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.output.NullOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.Command;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;

/** What servers do that no {@code sshd} can be made to do. */
class SshFailuresTest {

    @TempDir
    Path directory;

    @Test
    void aChannelThatIsClosedWithoutAnExitStatusIsNotSuccess() throws IOException {
        try (InProcessSshd sshd = new InProcessSshd(directory);
                SshHost host = new SshHost(sshd.configuration().build())) {
            assertThatThrownBy(() -> host.run(Command.of(InProcessCommand.HANG_UP), NullOutputStream.INSTANCE))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining("lost before hang-up on " + host.name() + " had ended");
        }
    }

    @Test
    void whatCannotBeFlushedGetsNoName() throws IOException {
        HostPath work =
                new HostPath(Files.createDirectory(directory.resolve("work")).toString());
        try (InProcessSshd sshd = new InProcessSshd(directory).withFailingFlush();
                SshHost host = new SshHost(sshd.configuration().build())) {
            for (PublishMode mode : PublishMode.values()) {
                assertThatThrownBy(() -> host.files().publish(work.child("one"), out -> out.write('x'), mode))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(work.child("one").value());
                assertThatThrownBy(() -> host.files()
                                .publishAll(
                                        work,
                                        List.of(new NewFile("a", new byte[1]), new NewFile("b", new byte[1])),
                                        mode))
                        .isInstanceOf(IOException.class);
            }
        }

        assertThat(Path.of(work.value()))
                .isDirectoryNotContaining(
                        file -> !file.getFileName().toString().startsWith(HostFiles.TEMPORARY_PREFIX));
    }
}
