package org.walsafe.examples.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.EmbeddedPostgresBuilder;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/** A real server whose archive_command is a gate, its registry, and a ledger of what may be recycled. */
final class GatedServer implements AutoCloseable {

    /** The archiver tries three times, a second apart, before it takes a rest; a new segment ends the rest. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private final EmbeddedPostgres postgres;
    private final Path safeDirectory;
    private final WalSafeRegistry registry;
    private final SortedSet<String> written = new TreeSet<>();
    private final SortedSet<String> confirmed = new TreeSet<>();

    private GatedServer(EmbeddedPostgres postgres, Path safeDirectory) {
        this.postgres = postgres;
        this.safeDirectory = safeDirectory;
        this.registry = WalSafeRegistry.open(safeDirectory.toUri());
    }

    /** How archive_command is made for a WAL safe directory. */
    @FunctionalInterface
    interface CommandMaker {
        String archiveCommand(EmbeddedPostgres server, Path safeDirectory) throws IOException;
    }

    /** A server of {@code release}, running, whose archive_command is the generated gate. */
    static GatedServer start(PostgresRelease release) throws Exception {
        return start(EmbeddedPostgres.builder(release), Gates::generated);
    }

    static GatedServer start(EmbeddedPostgresBuilder builder, CommandMaker maker) throws Exception {
        EmbeddedPostgres postgres = builder.setting("archive_mode", "on").create();
        try {
            Path safeDirectory = postgres.createDirectory("wal_safe_dir");
            postgres.set("archive_command", maker.archiveCommand(postgres, safeDirectory));
            postgres.start();
            return new GatedServer(postgres, safeDirectory);
        } catch (Exception e) {
            postgres.close();
            throw e;
        }
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    Path safeDirectory() {
        return safeDirectory;
    }

    WalSafeRegistry registry() {
        return registry;
    }

    /** Completes a segment. */
    String write() throws SQLException {
        String segment = postgres.switchSegment();
        written.add(segment);
        return segment;
    }

    /** Completes that many segments. */
    List<String> write(int count) throws SQLException {
        List<String> segments = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            segments.add(write());
        }
        return segments;
    }

    void confirm(String file) {
        ConfirmOutcome outcome = registry.confirm(Confirmation.unattested(WalFileName.parse(file)));
        assertThat(outcome).isNotInstanceOf(ConfirmOutcome.Conflict.class);
        confirmed.add(file);
    }

    void confirmAll(Collection<String> files) {
        files.forEach(this::confirm);
    }

    /** Writes a checkpoint, and checks that no segment left that was not confirmed. */
    void checkpoint() throws SQLException, IOException {
        postgres.checkpoint();
        assertNothingLostUnconfirmed();
    }

    /** Every segment that was written and is no longer there had been confirmed. */
    void assertNothingLostUnconfirmed() throws IOException {
        SortedSet<String> lost = new TreeSet<>(written);
        lost.removeAll(confirmed);
        lost.removeAll(postgres.walFiles());
        assertThat(lost).as("segments that vanished without a confirmation").isEmpty();
    }

    /** Waits until PostgreSQL no longer waits for any of {@code files}; new segments wake its archiver. */
    void awaitArchived(Collection<String> files) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            SortedSet<String> waiting = postgres.waiting();
            waiting.retainAll(Set.copyOf(files));
            if (!waiting.isEmpty()) {
                confirm(write());
            }
            assertThat(waiting).isEmpty();
        });
    }

    /** Ends the server in any way and starts it again. */
    void restart(ShutdownMode mode) throws IOException, InterruptedException {
        postgres.stop(mode);
        postgres.start();
    }

    @Override
    public void close() {
        registry.close();
        postgres.close();
    }
}
