package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;

/** What OpenSSH's SFTP server is asked to do, and in which order, by its own log. */
@RequiresRealPart({"sshd", "ssh-keygen", "setpriv"})
class DurabilityIT {

    private final Path logs = Account.ordinary().temporaryDirectory("walsafe-log");
    private final Path log = logs.resolve("log");
    private final RealSshd sshd = RealSshd.start(
            Account.ordinary(), "Subsystem sftp exec /usr/lib/openssh/sftp-server -e -l VERBOSE 2>>" + log);
    private final HostPath directory = sshd.newDirectory();

    @AfterEach
    void stop() throws IOException {
        sshd.close();
        PathUtils.deleteDirectory(logs);
    }

    @Test
    void aFileIsFlushedThenNamedThenItsDirectoryIsFlushed() throws IOException {
        try (SshHost host = new SshHost(sshd.configuration().build())) {
            host.files().publish(directory.child("file"), out -> out.write('x'), PublishMode.IF_ABSENT);
        }

        assertThat(requests()).containsSubsequence("fsync draft", "hardlink file", "fsync directory");
    }

    @Test
    void aFileThatReplacesAnotherIsToo() throws IOException {
        try (SshHost host = new SshHost(sshd.configuration().build())) {
            host.files().publish(directory.child("file"), out -> out.write('x'), PublishMode.REPLACE);
        }

        assertThat(requests()).containsSubsequence("fsync draft", "posix-rename file", "fsync directory");
    }

    @Test
    void ofSeveralEachIsFlushedAndTheDirectoryOnce() throws IOException {
        try (SshHost host = new SshHost(sshd.configuration().build())) {
            host.files()
                    .publishAll(
                            directory,
                            List.of(new NewFile("file1", new byte[1]), new NewFile("file2", new byte[1])),
                            PublishMode.IF_ABSENT);
        }

        assertThat(requests())
                .containsSubsequence(
                        "fsync draft", "fsync draft", "hardlink file1", "hardlink file2", "fsync directory")
                .containsOnlyOnce("fsync directory");
    }

    @Test
    void aDeletedNameIsGoneForGood() throws IOException {
        try (SshHost host = new SshHost(sshd.configuration().build())) {
            HostPath file = directory.child("file");
            host.files().publish(file, out -> out.write('x'), PublishMode.IF_ABSENT);
            host.files().delete(file);
        }

        assertThat(requests()).containsSubsequence("remove file", "fsync directory");
    }

    @Test
    void aNewDirectoryIsThereForGood() throws IOException {
        try (SshHost host = new SshHost(sshd.configuration().build())) {
            host.files().createDirectory(directory.child("new"), new FileMode(0700));
        }

        assertThat(requests()).containsSubsequence("mkdir new", "fsync directory");
    }

    /** Each request that changes or flushes, and what it is for. */
    private Stream<String> requests() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.matches("(fsync|hardlink|posix-rename|remove|mkdir) .*"))
                .map(this::described);
    }

    private String described(String line) {
        String request = line.substring(0, line.indexOf(' '));
        String path = line.replaceAll(".*?\"([^\"]*)\"[^\"]*$", "$1");
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (path.equals(directory.value())) {
            return request + " directory";
        }
        return request + ' ' + (name.startsWith(".walsafe-") ? "draft" : name);
    }
}
