package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.FileMode;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.ssh.tck.Account;
import org.walsafe.tck.HostContract;

class SshHostContractTest extends HostContract {

    private static final FileAttribute<?> NOBODY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------"));

    @TempDir
    static Path directory;

    private static InProcessSshd sshd;

    private SshHost host;
    private HostPath workDirectory;

    @BeforeAll
    static void start() throws IOException {
        sshd = new InProcessSshd(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        sshd.close();
    }

    @BeforeEach
    void open() throws IOException {
        host = new SshHost(sshd.configuration().build());
        workDirectory =
                new HostPath(Files.createTempDirectory(directory, "work").toString());
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected HostPath workDirectory() {
        return workDirectory;
    }

    @Override
    protected boolean permissionsBind() {
        return !Account.current().isRoot();
    }

    /** MINA answers "no such file" for a file in a directory that it may not search; OpenSSH does not. */
    @Test
    @Override
    protected void whatMayNotBeLookedAtIsNotAbsent() throws IOException {
        if (permissionsBind()) {
            Path shut = Files.createDirectory(directory.resolve("shut"), NOBODY);
            assertThatThrownBy(() -> names(new HostPath(shut.toString()))).isInstanceOf(AccessDeniedException.class);
            Files.delete(shut);
        } else {
            super.whatMayNotBeLookedAtIsNotAbsent();
        }
    }

    /** MINA tells the nine permission bits and no more. */
    @Test
    @Override
    protected void aStatusTellsWhoMayEnterADirectory() throws IOException {
        Path open = Files.createDirectory(
                Path.of(workDirectory.value()).resolve("d"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));

        FileMode mode =
                host.files().status(new HostPath(open.toString())).orElseThrow().mode();

        assertThat(mode).isEqualTo(new FileMode(0750));
    }
}
