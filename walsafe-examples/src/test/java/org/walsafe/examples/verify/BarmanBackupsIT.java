package org.walsafe.examples.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.walsafe.barman.BackupId;
import org.walsafe.barman.BackupInfo;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.barman.Tablespace;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.ssh.tck.Account;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.verify.ArchiveReport;
import org.walsafe.verify.ArchiveVerifier;
import org.walsafe.verify.ArchiveVerifierConfig;
import org.walsafe.verify.BackupPlace;
import org.walsafe.verify.BackupReach.Consistency;
import org.walsafe.verify.BackupReport;
import org.walsafe.verify.BackupTarget;
import org.walsafe.verify.BackupVerifier;
import org.walsafe.verify.BackupVerifierConfig;
import org.walsafe.verify.BarmanSource;
import org.walsafe.verify.FindingKind;
import org.walsafe.verify.Verdict;

/** A real Barman's backups and archive, whole and damaged. */
@RequiresRealPart({"barman", "pg_basebackup", "pg_receivewal", "setpriv"})
class BarmanBackupsIT {

    @Test
    void everyDamageToABackupOrItsWalIsNamed() throws Exception {
        String user = Account.current().isRoot() ? "barman" : Account.current().name();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder(PostgresRelease.V15_19)
                        .runAs(user)
                        .segmentMegabytes(1)
                        .setting("archive_mode", "on")
                        .setting("archive_command", "false")
                        .create();
                RealBarman barman = RealBarman.of(postgres).set("streaming_archiver", "off")) {
            postgres.start();
            postgres.set("archive_command", "cp %p " + barman.incoming() + "/%f");
            for (String name : List.of("full", "empty", "it's")) {
                Path location = postgres.createDirectory("space of " + name.replace("'", ""));
                postgres.execute("create tablespace \"" + name + "\" location '" + location + "'");
            }
            postgres.execute("create table t (x int) tablespace \"full\"");
            postgres.execute("insert into t select generate_series(1, 10000)");
            archiveSomething(postgres, barman);
            barman.require("backup", RealBarman.SERVER, "--wait");
            barman.set("backup_compression", "gzip");
            barman.require("backup", RealBarman.SERVER, "--wait");
            archiveSomething(postgres, barman);

            Examined examined = new Examined(barman);
            assertThat(examined.ids()).hasSize(2);
            wholeOnesAreGood(examined);
            damagedFilesAreNamed(examined);
            missingWalIsNamed(examined);
            whatBarmanSaysCounts(examined);
        }
    }

    private static void archiveSomething(EmbeddedPostgres postgres, RealBarman barman) throws Exception {
        String segment = postgres.switchSegment();
        await().until(() -> RealBarman.contents(barman.incoming()).contains(segment)
                || barman.archived().contains(segment));
        barman.archive();
    }

    private static void wholeOnesAreGood(Examined examined) throws IOException {
        for (BackupId id : examined.ids()) {
            BackupReport report = examined.verify(id);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.GOOD);
            assertThat(report.files()).isGreaterThan(900);
            assertThat(report.records()).isPositive();
            assertThat(report.reach())
                    .hasValueSatisfying(reach -> assertThat(reach.consistency()).isEqualTo(Consistency.REACHED));
        }
        ArchiveReport archive = examined.verifyArchive();
        assertThat(archive.verdict()).as(archive.toString()).isEqualTo(Verdict.GOOD);
        assertThat(archive.backups()).hasSize(2).allSatisfy(reach -> assertThat(reach.obstacle())
                .isEmpty());
    }

    private static void damagedFilesAreNamed(Examined examined) throws IOException {
        BackupId plain = examined.ids().get(0);
        Path data = examined.barman.home().resolve("base").resolve(plain.text()).resolve("data");
        Path file = data.resolve("pg_xact/0000");
        byte[] whole = Files.readAllBytes(file);
        byte[] tampered = whole.clone();
        tampered[5] ^= 1;
        Files.write(file, tampered);
        assertThat(examined.verify(plain).findings().counts()).containsOnlyKeys(FindingKind.WRONG_CHECKSUM);
        Files.write(file, whole);

        Tablespace empty = examined.info(plain).tablespaces().stream()
                .filter(space -> space.name().equals("empty"))
                .findFirst()
                .orElseThrow();
        Path directory = data.resolveSibling(Long.toString(empty.oid()));
        Path aside = data.resolveSibling("aside");
        Files.move(directory, aside);
        assertThat(examined.verify(plain).verdict()).isNotEqualTo(Verdict.GOOD);
        Files.move(aside, directory);

        BackupId compressed = examined.ids().get(1);
        Path tar = examined.barman
                .home()
                .resolve("base")
                .resolve(compressed.text())
                .resolve("data/base.tar.gz");
        byte[] wholeTar = Files.readAllBytes(tar);
        byte[] changed = wholeTar.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(tar, changed);
        assertThat(examined.verify(compressed).verdict()).isEqualTo(Verdict.DAMAGE);
        Files.write(tar, wholeTar);
        assertThat(examined.verify(plain).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(examined.verify(compressed).verdict()).isEqualTo(Verdict.GOOD);
    }

    private static void missingWalIsNamed(Examined examined) throws IOException {
        BackupId plain = examined.ids().get(0);
        String needed = examined.info(plain).begin().orElseThrow().segment().text();
        Path file = examined.barman.archivedFile(needed);
        Path aside = examined.barman.home().resolve("aside");
        Files.move(file, aside);
        assertThat(examined.verify(plain).findings().counts()).containsOnlyKeys(FindingKind.LOST);
        assertThat(examined.verifyArchive().backups())
                .anySatisfy(reach -> assertThat(reach.consistency()).isEqualTo(Consistency.OUT_OF_REACH));
        Files.move(aside, file);

        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        damaged[60] ^= 1;
        Files.write(file, damaged);
        assertThat(examined.verify(plain).verdict()).isEqualTo(Verdict.DAMAGE);
        Files.write(file, whole);
    }

    private static void whatBarmanSaysCounts(Examined examined) throws IOException {
        BackupId plain = examined.ids().get(0);
        Path info = examined.barman.home().resolve("base").resolve(plain.text()).resolve("backup.info");
        String whole = Files.readString(info);
        Files.writeString(info, whole.replace("status=DONE", "status=FAILED"));
        assertThat(examined.verify(plain).findings().counts()).containsOnlyKeys(FindingKind.FAILED_BACKUP);
        Files.writeString(info, whole.replace("status=DONE", "status=WAITING_FOR_WALS"));
        assertThat(examined.verify(plain).verdict()).isEqualTo(Verdict.GOOD);
        Files.writeString(info, whole);
    }

    /** Barman's files, as somebody who may read all of them sees them. */
    private static final class Examined {

        private final RealBarman barman;
        private final LocalHost host = new LocalHost();
        private final BarmanCatalogue catalogue;

        Examined(RealBarman barman) {
            this.barman = barman;
            this.catalogue = new BarmanCatalogue(host, HostPath.of(barman.home().toString()));
        }

        List<BackupId> ids() throws IOException {
            return catalogue.backups();
        }

        BackupInfo info(BackupId id) throws IOException {
            return catalogue.backup(id).orElseThrow();
        }

        BackupReport verify(BackupId id) throws IOException {
            return new BackupVerifier(BackupVerifierConfig.of(BackupPlace.of(host, catalogue, id))
                            .withTarget(BackupTarget.NEWEST)
                            .withWal(new BarmanSource(host, catalogue)))
                    .verify();
        }

        ArchiveReport verifyArchive() throws IOException {
            return new ArchiveVerifier(ArchiveVerifierConfig.of(new BarmanSource(host, catalogue))).verify();
        }
    }
}
