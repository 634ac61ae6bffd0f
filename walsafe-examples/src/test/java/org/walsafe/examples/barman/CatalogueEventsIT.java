package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.reconcile.ReconcileFinding;
import org.walsafe.reconcile.ReconcileReport;
import org.walsafe.registry.Lookup;
import org.walsafe.tck.RequiresRealPart;

/** What Barman does to its archive by itself, and what can be wrong in it. */
@RequiresRealPart({"barman", "pg_basebackup", "pg_receivewal", "setpriv", "ssh", "ssh-keygen", "sshd"})
class CatalogueEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void backupsAndTheirDeletionRemoveOnlyWhatPostgresqlHasLetGo() throws Exception {
        try (StreamedServer server = start()) {
            List<String> first = server.write(3);
            backUp(server);
            assertThat(server.barman().archived()).doesNotContainAnyElementsOf(first);

            List<String> second = server.write(3);
            backUp(server);
            assertThat(server.barman().archived()).containsAll(second);
            server.barman().require("delete", RealBarman.SERVER, "oldest");
            assertThat(server.barman().archived()).doesNotContainAnyElementsOf(second);

            for (String segment : second) {
                server.postgres().forgetArchived(segment);
            }
            assertThat(server.reconcile().findings())
                    .extracting(finding -> finding.file().text())
                    .doesNotContainAnyElementsOf(second);
            server.awaitLetGo(second);
            server.watch().assertNothingLost();
        }
    }

    @Test
    void theFirstBackupRemovesNothingBeforeItIsConfirmed() throws Exception {
        try (StreamedServer server = start()) {
            settle(server);
            Process backup = server.barman().start(server.barman().command("backup", RealBarman.SERVER));
            await().atMost(PATIENCE).until(() -> phaseOfBackup(server).equals("waiting for wal archiving to finish"));
            String olderThanBackup = server.postgres().waiting().first();
            server.write(1);
            server.archive(List.of(olderThanBackup));

            assertThat(backup.isAlive()).isTrue();
            assertThat(server.barman().archived()).contains(olderThanBackup);
            assertStillHeld(server, olderThanBackup);

            awaitEnd(server, backup);
            assertThat(server.barman().archived()).doesNotContain(olderThanBackup);
            assertThat(server.lookup(olderThanBackup)).isInstanceOf(Lookup.Confirmed.class);
            server.awaitLetGo(List.of(olderThanBackup));
            server.watch().assertNothingLost();
        }
    }

    @Test
    void barmanCallsArchivingFailedWhileTheGateHoldsASegment() throws Exception {
        try (StreamedServer server = start()) {
            settle(server);
            assertThat(server.barman().run("check", RealBarman.SERVER).output()).contains("continuous archiving: OK");

            server.write(1);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            server.barman().run("check", RealBarman.SERVER).output())
                    .contains("continuous archiving: FAILED"));
            assertThat(server.barman().run("backup", RealBarman.SERVER).output())
                    .contains("Impossible to start the backup");

            settle(server);
            assertThat(server.barman().run("check", RealBarman.SERVER).output()).contains("continuous archiving: OK");
        }
    }

    @Test
    void aSegmentOfTwoBytesIsNeverConfirmed() throws Exception {
        try (StreamedServer server = start()) {
            server.startSshd();
            server.confirmByHook();
            String segment = server.write(1).get(0);
            server.write(1);
            server.awaitReceived(List.of(segment));
            Path kept = server.barman().makeDirectory("kept").resolve(segment);
            Files.move(server.barman().streaming().resolve(segment), kept);
            server.barman().writeFile("home/pg/incoming/" + segment, "no");
            server.barman().archive();
            assertThat(server.barman().archivedFile(segment)).hasSize(2);

            assertThat(server.barman().log()).contains("hook", "got exit status 62");
            assertThat(findingOn(segment, server.reconcile())).isEqualTo(ReconcileFinding.Kind.UNUSABLE);
            assertStillHeld(server, segment);

            Files.move(kept, server.barman().incoming().resolve(segment));
            server.barman().archive();
            assertThat(RealBarman.contents(server.barman().errors()))
                    .singleElement()
                    .asString()
                    .startsWith(segment + ".");
            server.reconcile();
            assertStillHeld(server, segment);

            Path refused = server.barman()
                    .errors()
                    .resolve(RealBarman.contents(server.barman().errors()).first());
            Files.delete(server.barman().archivedFile(segment));
            Files.move(refused, server.barman().incoming().resolve(segment));
            server.barman().archive();
            server.reconcile();
            server.awaitLetGo(List.of(segment));
            server.watch().assertNothingLost();
        }
    }

    @Test
    void aDuplicateWithOtherContentChangesNothing() throws Exception {
        try (StreamedServer server = start()) {
            String segment = server.write(1).get(0);
            server.write(1);
            server.archive(List.of(segment));
            byte[] archived = Files.readAllBytes(server.barman().archivedFile(segment));

            server.barman().writeFile("home/pg/incoming/" + segment, "other content");
            server.barman().archive();

            assertThat(RealBarman.contents(server.barman().errors()))
                    .singleElement()
                    .asString()
                    .matches(segment + "\\.\\d{8}T\\d{6}Z\\.duplicate");
            assertThat(server.barman().archivedFile(segment)).hasBinaryContent(archived);
            server.reconcile();
            server.awaitLetGo(List.of(segment));
            server.watch().assertNothingLost();
        }
    }

    @Test
    void theLastSegmentOfAnIdleServerIsHeldUntilTheNextBegins() throws Exception {
        try (StreamedServer server = start()) {
            String last = lastOfAnIdleServer(server);
            ReconcileReport report = server.reconcile();
            assertThat(findingOn(last, report)).isEqualTo(ReconcileFinding.Kind.MISSING);
            assertThat(report.unconfirmed()).isOne();
            assertStillHeld(server, last);

            server.postgres().execute("insert into walsafe_filler values (1)");
            await().atMost(PATIENCE).until(() -> hasPartial(server));
            server.archive(List.of(last));
            server.reconcile();
            server.awaitLetGo(List.of(last));
            server.watch().assertNothingLost();
        }
    }

    /** The server itself writes a little from time to time; then another segment is the last. */
    private static String lastOfAnIdleServer(StreamedServer server) throws Exception {
        while (true) {
            String segment = server.write(1).get(0);
            server.archive(List.of(segment));
            if (!server.barman().archived().contains(segment)) {
                return segment;
            }
        }
    }

    private static boolean hasPartial(StreamedServer server) throws Exception {
        return RealBarman.contents(server.barman().streaming()).stream().anyMatch(name -> name.endsWith(".partial"));
    }

    private static void assertStillHeld(StreamedServer server, String segment) throws Exception {
        assertThat(server.lookup(segment)).isInstanceOf(Lookup.NotConfirmed.class);
        assertThat(server.postgres().waiting()).contains(segment);
    }

    private static Optional<ReconcileFinding.Kind> findings(String segment, ReconcileReport report) {
        return report.findings().stream()
                .filter(finding -> finding.file().text().equals(segment))
                .map(ReconcileFinding::kind)
                .findFirst();
    }

    private static ReconcileFinding.Kind findingOn(String segment, ReconcileReport report) {
        return findings(segment, report)
                .orElseThrow(() -> new AssertionError("nothing about " + segment + ": " + report));
    }

    /** Takes a base backup, which Barman begins only when PostgreSQL waits for nothing. */
    private static void backUp(StreamedServer server) throws Exception {
        settle(server);
        awaitEnd(server, server.barman().start(server.barman().command("backup", RealBarman.SERVER)));
    }

    /** Confirms everything until PostgreSQL waits for nothing. */
    private static void settle(StreamedServer server) {
        await().pollInterval(Duration.ofMillis(100)).atMost(PATIENCE).until(() -> {
            confirmWhatIsThere(server);
            return server.postgres().waiting().isEmpty();
        });
    }

    /** PostgreSQL ends a backup only when its last segment is let go. */
    private static void awaitEnd(StreamedServer server, Process backup) throws Exception {
        await().pollInterval(Duration.ofMillis(100)).atMost(PATIENCE).until(() -> {
            confirmWhatIsThere(server);
            return !backup.isAlive();
        });
        assertThat(backup.exitValue()).as(server.barman().output()).isZero();
    }

    private static void confirmWhatIsThere(StreamedServer server) throws Exception {
        server.postgres().execute("create table if not exists busy (n int); insert into busy values (1)");
        server.barman().run("archive-wal", RealBarman.SERVER);
        server.reconcile();
        server.postgres().wakeArchiver();
    }

    private static String phaseOfBackup(StreamedServer server) throws Exception {
        return server.postgres().query("select coalesce(max(phase), '') from pg_stat_progress_basebackup");
    }

    private static StreamedServer start() throws Exception {
        return StreamedServer.start(EmbeddedPostgres.builder(PostgresRelease.V15_19)
                .segmentMegabytes(1)
                .setting("wal_keep_size", "64MB"));
    }
}
