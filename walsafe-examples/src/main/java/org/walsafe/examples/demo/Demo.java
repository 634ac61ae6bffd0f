package org.walsafe.examples.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.archive.GateScript;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.reconcile.DirectoryArchive;
import org.walsafe.reconcile.ReconcileReport;
import org.walsafe.reconcile.Reconciler;
import org.walsafe.reconcile.ReconcilerConfig;
import org.walsafe.registry.WalSafeRegistry;

/**
 * The story of WalSafe on a real PostgreSQL 9.3.5: nobody archives, and PostgreSQL keeps everything; an archiver copies and
 * confirms, and PostgreSQL recycles; the archiver is killed half-way, and reconciling heals what it left.
 *
 * <p>For one thread, once. Blocks for about a minute.
 *
 * @since 0.1.0
 */
public final class Demo {

    private static final int SEGMENTS_PER_CHAPTER = 8;
    private static final int ROWS_PER_SEGMENT = 20_000;
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Duration BETWEEN_WAKINGS = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final PrintStream out;

    /**
     * A demo.
     *
     * @param out where the story is told
     */
    public Demo(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @return the segments, counted
     * @throws IOException when files cannot be used
     * @throws SQLException when the server refuses a statement
     * @throws InterruptedException when the thread is interrupted
     */
    public Tally run() throws IOException, SQLException, InterruptedException {
        out.println("Creating PostgreSQL 9.3.5, with the generated gate as its archive_command ...");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder(PostgresRelease.V9_3_5)
                .setting("archive_mode", "on")
                .setting("fsync", "on")
                .create()) {
            Path safeDirectory = server.createDirectory("wal_safe_dir");
            Path archive = server.createDirectory("archive");
            Path gate = server.writeScript(
                    "walsafe-gate",
                    GateScript.of(HostPath.of(safeDirectory.toString())).text());
            server.set("archive_command", "/bin/sh " + gate + " \"%p\" \"%f\"");
            server.start();
            server.execute("create table readings (id bigint, content text)");
            try (WalSafeRegistry registry = WalSafeRegistry.open(safeDirectory.toUri())) {
                return new Story(server, registry, safeDirectory, archive).tell();
            }
        }
    }

    /** One telling, with its characters. */
    private final class Story {

        private final EmbeddedPostgres server;
        private final WalSafeRegistry registry;
        private final Path safeDirectory;
        private final Path archive;
        private final Ledger ledger;

        Story(EmbeddedPostgres server, WalSafeRegistry registry, Path safeDirectory, Path archive) {
            this.server = server;
            this.registry = registry;
            this.safeDirectory = safeDirectory;
            this.archive = archive;
            this.ledger = new Ledger(server, registry, archive);
        }

        Tally tell() throws IOException, SQLException, InterruptedException {
            chapter("1. Nobody archives. PostgreSQL writes, and may recycle at every checkpoint. It keeps everything.");
            write();
            show(ledger.checkpoint());
            show(ledger.checkpoint());

            chapter("2. An archiver copies and confirms. It is killed half-way: copied is not confirmed.");
            try (ArchiverProcess archiver = startArchiver()) {
                await("the archiver copies", () -> {
                    archiver.requireRunning();
                    return ledger.copiedUnconfirmed() >= 3;
                });
                archiver.kill();
            }
            out.println("   The archiver is dead; " + ledger.copiedUnconfirmed()
                    + " segments are in the archive, and nobody said so.");
            write();
            show(ledger.checkpoint());
            show(ledger.checkpoint());

            chapter("3. Reconciling compares what PostgreSQL waits for with what the archive holds.");
            out.println("   Reconciler: " + reconcile());
            Tally reconciled = ledger.look();
            awaitFlow(() -> ledger.look().archived() >= reconciled.confirmed());
            show(ledger.checkpoint());

            chapter("4. The archiver is started again, and PostgreSQL goes on writing.");
            try (ArchiverProcess archiver = startArchiver()) {
                write();
                await("the archiver finishes", () -> {
                    archiver.requireRunning();
                    Tally now = ledger.look();
                    return now.confirmed() == now.written();
                });
                Tally all = ledger.look();
                awaitFlow(() -> ledger.look().archived() == all.written());
                awaitFlow(() -> ledger.checkpoint().recycled() == all.written());
            }
            Tally tally = ledger.checkpoint();
            out.println();
            return tally;
        }

        private ArchiverProcess startArchiver() throws IOException {
            return ArchiverProcess.start(
                    server.walDirectory(),
                    archive,
                    safeDirectory.toUri(),
                    server.log().resolveSibling("archiver.log"));
        }

        private ReconcileReport reconcile() throws IOException, InterruptedException {
            try (Host host = new LocalHost()) {
                return new Reconciler(ReconcilerConfig.of(
                                new ArchiveStatusDirectory(
                                        host, HostPath.of(server.data().toString()), InstantSource.system()),
                                new DirectoryArchive(host, HostPath.of(archive.toString())),
                                registry))
                        .reconcile();
            }
        }

        private void write() throws SQLException, IOException {
            for (int i = 0; i < SEGMENTS_PER_CHAPTER; i++) {
                writeSegment();
                show(ledger.look());
            }
        }

        private void writeSegment() throws SQLException {
            server.execute("insert into readings select n, md5(n::text) from generate_series(1, " + ROWS_PER_SEGMENT
                    + ") as n");
            ledger.wrote(server.switchSegment());
        }

        private void chapter(String title) {
            out.println();
            out.println(title);
        }

        private void show(Tally tally) {
            out.println("   " + tally);
        }

        /** Waits while PostgreSQL's archiver is kept awake: after three failures it rests for a minute. */
        private void awaitFlow(Event event) throws IOException, SQLException, InterruptedException {
            await("PostgreSQL archives", () -> {
                server.wakeArchiver();
                LockSupport.parkNanos(BETWEEN_WAKINGS.toNanos());
                return event.happened();
            });
        }

        private void await(String what, Event event) throws IOException, SQLException, InterruptedException {
            long end = System.nanoTime() + DEADLINE.toNanos();
            while (!event.happened()) {
                if (System.nanoTime() - end >= 0) {
                    throw new IOException("waited in vain until " + what + "; so far: " + ledger.look());
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    /** Something to wait for. */
    @FunctionalInterface
    private interface Event {
        boolean happened() throws IOException, SQLException, InterruptedException;
    }
}
