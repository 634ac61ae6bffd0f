package org.walsafe.examples.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.bench.BackupOfRandomFiles;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;

/** What a user may not read is never called good: not by WalSafe, and not by {@code pg_verifybackup} beside it. */
@RequiresRealPart({"pg_verifybackup", "setpriv"})
class UnreadableBackupIT {

    private final Account user = Account.ordinary();
    private final Path directory = user.temporaryDirectory("walsafe-unreadable");
    private final Path backup = directory.resolve("backup");
    private final Path walsafe = directory.resolve("walsafe");

    /** What the backup's owner has closed by mistake, and what is told of it. */
    enum Closed {
        FILE("files/3", "---------", "doubt  not_read  files/3: "),
        DIRECTORY("files", "---------", "doubt  not_read  files: the directory could not be read: "),
        DIRECTORY_WHOSE_FILES_CANNOT_BE_LOOKED_AT(
                "files", "r--r--r--", "doubt  not_read  files/3: could not be looked at: ");

        private final String path;
        private final String permissions;
        private final String told;

        Closed(String path, String permissions, String told) {
            this.path = path;
            this.permissions = permissions;
            this.told = told;
        }
    }

    @BeforeEach
    void makeABackup() throws IOException {
        BackupOfRandomFiles.write(backup, "CRC32C", 5, 1000);
        try (Stream<Path> files = Files.walk(backup)) {
            files.forEach(user::own);
        }
        Files.createDirectory(walsafe);
        // Where this was built may be closed to that user.
        for (String part : List.of("bin", "lib")) {
            PathUtils.copyDirectory(Path.of(System.getProperty("walsafe.home"), part), walsafe.resolve(part));
        }
        Files.setPosixFilePermissions(walsafe, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void remove() throws IOException {
        PathUtils.deleteDirectory(directory);
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeReadIsNotCalledGood(Closed closed) throws IOException {
        Path path = backup.resolve(closed.path);
        Set<PosixFilePermission> open = Files.getPosixFilePermissions(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(closed.permissions));
        try {
            Program ours = ours();
            assertThat(ours.status()).as(ours.toString()).isEqualTo(2);
            assertThat(ours.output()).contains(": cannot tell\n", closed.told);
            assertThat(theirs().status()).isEqualTo(1);
        } finally {
            Files.setPosixFilePermissions(path, open);
        }
        Program ours = ours();
        assertThat(ours.status()).as(ours.toString()).isZero();
        assertThat(theirs().status()).isZero();
    }

    private Program ours() {
        return Program.run(user.running(
                List.of(walsafe.resolve("bin/walsafe").toString(), "verify", "backup", "--no-wal", backup.toString())));
    }

    private Program theirs() {
        return Program.run(user.running(
                List.of(RealParts.path("pg_verifybackup").toString(), "--quiet", "--no-parse-wal", backup.toString())));
    }
}
