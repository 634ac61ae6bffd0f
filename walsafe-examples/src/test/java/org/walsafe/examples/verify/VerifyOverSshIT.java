package org.walsafe.examples.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.ssh.SshHost;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.verify.ArchiveReport;
import org.walsafe.verify.ArchiveVerifier;
import org.walsafe.verify.ArchiveVerifierConfig;
import org.walsafe.verify.BackupPlace;
import org.walsafe.verify.BackupReport;
import org.walsafe.verify.BackupVerifier;
import org.walsafe.verify.BackupVerifierConfig;
import org.walsafe.verify.DirectorySource;
import org.walsafe.verify.FindingKind;
import org.walsafe.verify.Verdict;

/** The same verification of files on another host. */
@RequiresRealPart({"pg_basebackup", "ssh", "sshd", "ssh-keygen", "setpriv"})
class VerifyOverSshIT {

    @Test
    void aBackupAndItsWalAreReadOverSsh() throws Exception {
        Account account = Account.ordinary();
        Path home = account.temporaryDirectory("walsafe-home");
        Path backup = home.resolve("backup");
        backUp(backup, account);
        try (RealSshd sshd = RealSshd.start(account, "Subsystem sftp internal-sftp");
                Host host = new SshHost(sshd.configuration().build())) {
            BackupReport whole = verify(host, backup);
            assertThat(whole.verdict()).as(whole.findings().toString()).isEqualTo(Verdict.GOOD);
            assertThat(whole.files()).isGreaterThan(900);
            assertThat(whole.records()).isPositive();
            ArchiveReport wal = new ArchiveVerifier(ArchiveVerifierConfig.of(walOf(host, backup))).verify();
            assertThat(wal.verdict()).as(wal.findings().toString()).isEqualTo(Verdict.GOOD);
            assertThat(wal.records()).isEqualTo(whole.records());

            byte[] content = Files.readAllBytes(backup.resolve("pg_xact/0000"));
            content[5] ^= 1;
            Files.write(backup.resolve("pg_xact/0000"), content);
            assertThat(verify(host, backup).findings().counts()).containsOnlyKeys(FindingKind.WRONG_CHECKSUM);
        } finally {
            PathUtils.deleteDirectory(home);
        }
    }

    private static void backUp(Path target, Account owner) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder(PostgresRelease.V15_19)
                .segmentMegabytes(1)
                .create()) {
            postgres.start();
            ProcessBuilder baseBackup = new ProcessBuilder(
                    RealParts.path("pg_basebackup").toString(),
                    "--pgdata=" + target,
                    "--wal-method=fetch",
                    "--checkpoint=fast",
                    "--no-password",
                    "--dbname=host=127.0.0.1 port=" + postgres.port() + " user=" + EmbeddedPostgres.SUPERUSER);
            baseBackup.environment().put("PGPASSWORD", postgres.password());
            require(Program.run(baseBackup));
        }
        require(Program.run(new ProcessBuilder("chown", "-R", owner.name(), target.toString())));
    }

    private static void require(Program program) {
        assertThat(program.status()).as(program.toString()).isZero();
    }

    private static BackupReport verify(Host host, Path backup) throws IOException {
        return new BackupVerifier(BackupVerifierConfig.of(BackupPlace.of(host, HostPath.of(backup.toString())))
                        .withWal(walOf(host, backup)))
                .verify();
    }

    private static DirectorySource walOf(Host host, Path backup) {
        return new DirectorySource(host, HostPath.of(backup + "/pg_wal"));
    }
}
