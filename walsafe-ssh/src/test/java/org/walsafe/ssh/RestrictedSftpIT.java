package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.walsafe.ssh.SshGuarantee.ATOMIC_CLAIM;
import static org.walsafe.ssh.SshGuarantee.ATOMIC_REPLACEMENT;
import static org.walsafe.ssh.SshGuarantee.FLUSHED_CONTENT;
import static org.walsafe.ssh.SshGuarantee.FLUSHED_NAME;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;

/** OpenSSH's own SFTP server, told to know less. */
@RequiresRealPart({"sshd", "ssh-keygen", "setpriv"})
class RestrictedSftpIT {

    private RealSshd sshd;

    @AfterEach
    void stop() {
        sshd.close();
    }

    static Stream<Arguments> restrictions() {
        return Stream.of(
                Arguments.of("", EnumSet.noneOf(SshGuarantee.class)),
                Arguments.of(" -P fsync", EnumSet.of(FLUSHED_CONTENT, FLUSHED_NAME)),
                Arguments.of(" -P hardlink", EnumSet.of(ATOMIC_CLAIM)),
                Arguments.of(" -P posix-rename", EnumSet.of(ATOMIC_REPLACEMENT)),
                Arguments.of(" -P fsync,hardlink,posix-rename", EnumSet.allOf(SshGuarantee.class)));
    }

    @ParameterizedTest
    @MethodSource("restrictions")
    void whatTheServerCannotGuaranteeIsSaidOnceAndFilesAreWrittenAllTheSame(
            String restriction, Set<SshGuarantee> missing) throws IOException {
        sshd = RealSshd.start(Account.ordinary(), "Subsystem sftp /usr/lib/openssh/sftp-server" + restriction);
        HostPath directory = sshd.newDirectory();

        try (WarningsLogged warnings = WarningsLogged.by(MissingGuarantees.class);
                SshHost host = new SshHost(sshd.configuration().build())) {
            HostFiles files = host.files();
            for (int i = 0; i < 3; i++) {
                HostPath file = directory.child("file" + i);
                assertThat(publish(files, file, "first", PublishMode.IF_ABSENT)).isEqualTo(PublishOutcome.PUBLISHED);
                assertThat(publish(files, file, "second", PublishMode.IF_ABSENT))
                        .isEqualTo(PublishOutcome.NAME_TAKEN);
                assertThat(text(files, file)).isEqualTo("first");
                assertThat(publish(files, file, "third", PublishMode.REPLACE)).isEqualTo(PublishOutcome.PUBLISHED);
                assertThat(text(files, file)).isEqualTo("third");
                assertThat(files.publishAll(
                                directory,
                                List.of(new NewFile("file" + i, new byte[0]), new NewFile("more" + i, new byte[1])),
                                PublishMode.IF_ABSENT))
                        .containsExactly(PublishOutcome.NAME_TAKEN, PublishOutcome.PUBLISHED);
                assertThat(files.delete(file)).isTrue();
            }

            assertThat(host.missingGuarantees()).isEqualTo(missing);
            assertThat(warnings.messages()).hasSameSizeAs(missing);
            for (SshGuarantee guarantee : missing) {
                assertThat(warnings.messages())
                        .filteredOn(message -> message.contains(guarantee.name()))
                        .singleElement()
                        .asString()
                        .contains(host.name(), guarantee.withoutIt());
            }
        }
    }

    private static PublishOutcome publish(HostFiles files, HostPath file, String text, PublishMode mode)
            throws IOException {
        return files.publish(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), mode);
    }

    private static String text(HostFiles files, HostPath file) throws IOException {
        try (var in = files.read(file, 0)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
