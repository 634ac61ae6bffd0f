package org.walsafe.examples.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresFailedException;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.ssh.tck.Program;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;

/**
 * Every fault at one file, before the eyes of a recovery and of a standby that are there from the beginning to the end: the one
 * stops and the other stays up, each time, and when all is mended both have every row. Nobody opens, and no timeline is taken
 * whose history could not be looked for. For {@code pg_rewind}, see {@link RewindIT}.
 */
@RequiresRealPart({"mount", "pg_controldata", "setpriv", "ssh-keygen", "sshd", "unshare"})
@TestMethodOrder(OrderAnnotation.class)
class RestoreFaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String HISTORY = "00000002.history";
    private static final String IMPATIENT = "--patience 4";
    private static final String PATIENT = "--patience 30";

    private static ArchivedHistory history;
    private static List<Path> segments;
    private static FaultyArchive archive;
    private static EmbeddedPostgres recovery;
    private static EmbeddedPostgres standby;
    private static Path taken;

    @BeforeAll
    static void start() throws Exception {
        history = ArchivedHistory.of(PostgresRelease.V15_19, 4);
        segments = history.segments();
        archive = FaultyArchive.of(segments);
        archive.repairAllBut(victim());
        recovery = history.recovering(archive.command(IMPATIENT));
        standby = history.standby(archive.command(IMPATIENT));
        standby.start();
    }

    @AfterAll
    static void end() {
        standby.close();
        recovery.close();
        archive.close();
        history.close();
    }

    private static String victim() {
        return segments.get(2).getFileName().toString();
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource
    void aRecoveryStopsAndAStandbyStaysUp(RestoreFault fault) throws Exception {
        archive.repairAllBut(victim());
        fault.strike(archive, victim());
        long complaints = complaints(standby);

        startAndAwaitEnd(recovery);
        assertThat(reasonOfEnd(recovery)).containsAnyOf(fault.exitCodesOfRecovery());
        assertThat(controlData(recovery)).doesNotContain("in production");
        assertThat(recovery.data().resolve("recovery.signal")).exists();
        assertThat(recovery.walFiles()).doesNotContain(HISTORY);

        int more = fault.isOfTheHost() ? 1 : 2; // it may be waiting for a history, and says so once
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(complaints(standby))
                .as(() -> endOf(log(standby)))
                .isGreaterThanOrEqualTo(complaints + more));
        assertThat(standby.isRunning()).isTrue();
        assertThat(standby.query("select pg_is_in_recovery()")).isEqualTo("t");
        assertThat(ArchivedHistory.rowsOf(standby)).isNotEqualTo(history.rows());
    }

    @Order(2)
    @Test
    void serversThatAreStoppedInTheMiddleEndAtOnceAndNeitherOpens() throws Exception {
        archive.repair();
        archive.strike(victim(), "SILENCE");
        recovery.start();
        await().atMost(PATIENCE).until(() -> log(recovery).lastIndexOf("restored log file") > 0);

        for (EmbeddedPostgres server : List.of(recovery, standby)) {
            server.stop(ShutdownMode.FAST);
            assertThat(controlData(server)).containsAnyOf("in archive recovery", "shut down in recovery");
            assertThat(server.walFiles()).doesNotContain(HISTORY);
        }
    }

    @Order(3)
    @Test
    void whenAllIsMendedBothHaveEveryRow() throws Exception {
        archive.repair();
        for (EmbeddedPostgres server : List.of(standby, recovery)) {
            server.set("restore_command", archive.command(PATIENT));
            server.start();
        }

        assertThat(ArchivedHistory.rowsOnceOpen(recovery)).isEqualTo(history.rows());
        await().atMost(PATIENCE).until(() -> ArchivedHistory.rowsOf(standby).equals(history.rows()));
        assertThat(standby.query("select pg_is_in_recovery()")).isEqualTo("t");

        standby.stop(ShutdownMode.FAST);
        taken = recovery.walDirectory().resolve(HISTORY);
        assertThat(taken).exists();
    }

    static Set<RestoreFault> faultsOfAnyFile() {
        return RestoreFault.ofAnyFile();
    }

    @Order(4)
    @ParameterizedTest
    @MethodSource("faultsOfAnyFile")
    void aTimelineWhoseHistoryCannotBeLookedForIsNotTaken(RestoreFault fault) throws Exception {
        archive.add(taken);
        fault.strike(archive, HISTORY);
        try (EmbeddedPostgres server = history.recovering(archive.command(IMPATIENT))) {
            startAndAwaitEnd(server);

            assertThat(reasonOfEnd(server)).contains(HISTORY).containsAnyOf(fault.exitCodesOfRecovery());
            assertThat(controlData(server)).doesNotContain("in production");
            assertThat(server.data().resolve("recovery.signal")).exists();
            assertThat(server.walFiles()).noneMatch(name -> name.endsWith(".history"));
        }
    }

    @Order(5)
    @Test
    void aPromotionWaitsForAHistoryThatCannotBeLookedFor() throws Exception {
        String next = "00000003.history";
        archive.repair();
        standby.start();
        await().atMost(PATIENCE).until(() -> standby.walFiles().contains(HISTORY));
        archive.strike(next, RestoreFault.BARMAN_REPORTS_AN_ERROR.name());
        CompletableFuture<Void> promotion = CompletableFuture.runAsync(RestoreFaultsIT::promote);
        await().atMost(PATIENCE).until(() -> log(standby).contains(next + " is asked for again"));
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> standby.query("select pg_is_in_recovery()")
                .equals("t"));
        assertThat(standby.walFiles()).doesNotContain(next);

        archive.repair();
        promotion.get(1, TimeUnit.MINUTES);
        assertThat(ArchivedHistory.rowsOnceOpen(standby)).isEqualTo(history.rows());
        assertThat(standby.walFiles()).contains(next);
    }

    private static void promote() {
        try {
            standby.promote();
        } catch (IOException | SQLException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void startAndAwaitEnd(EmbeddedPostgres server) throws Exception {
        try {
            server.start();
        } catch (PostgresFailedException endedBeforeItAnswered) {
            assertThat(server.isRunning()).isFalse();
        }
        await().atMost(PATIENCE).until(() -> !server.isRunning());
    }

    /** Which file the server could not do without, and the exit status that it saw. */
    private static String reasonOfEnd(EmbeddedPostgres server) {
        List<String> reasons = log(server)
                .lines()
                .filter(line -> line.contains("FATAL:  could not restore file"))
                .toList();
        assertThat(reasons).as(() -> endOf(log(server))).isNotEmpty();
        return reasons.get(reasons.size() - 1);
    }

    /** Says "Database cluster state". */
    private static String controlData(EmbeddedPostgres server) {
        return Program.require(
                RealParts.path("pg_controldata").toString(), server.data().toString());
    }

    private static long complaints(EmbeddedPostgres server) {
        return log(server)
                .lines()
                .filter(line -> line.startsWith("walsafe restore:") || line.contains("is asked for again"))
                .count();
    }

    private static String log(EmbeddedPostgres server) {
        try {
            return Files.readString(server.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String endOf(String log) {
        return log.substring(Math.max(0, log.length() - 4000));
    }
}
