package org.walsafe.examples.soak;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresFailedException;
import org.walsafe.examples.restore.BarmanOverSsh;
import org.walsafe.examples.restore.Prefetchers;
import org.walsafe.examples.soak.Journal.Commit;
import org.walsafe.examples.soak.Journal.RestorePoint;
import org.walsafe.ssh.tck.Program;

/** A server comes back from Barman's base backup, and from WAL that {@code walsafe restore} gets from Barman over SSH. */
final class PointInTimeRecovery {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Pattern RESTORED = Pattern.compile("restored log file \"([0-9A-F]{24})\"");

    private final EmbeddedPostgres primary;
    private final Path backup;
    private final String restoreCommand;

    /**
     * What a recovery ended with.
     *
     * @param commits the rows
     * @param segments what came from Barman
     * @param failure why the server did not open
     */
    record Recovered(Set<Commit> commits, SortedSet<String> segments, Optional<String> failure) {}

    private PointInTimeRecovery(EmbeddedPostgres primary, Path backup, String restoreCommand) {
        this.primary = primary;
        this.backup = backup;
        this.restoreCommand = restoreCommand;
    }

    /** From the one backup of {@code primary} that Barman has. */
    static PointInTimeRecovery of(EmbeddedPostgres primary, BarmanOverSsh barman) throws IOException {
        Path bases = barman.barman().home().resolve("base");
        String id = RealBarman.contents(bases).first();
        String script = Program.require(
                "/bin/sh",
                "-c",
                SoakScene.WALSAFE + " restore-script -p 4 --catalogue "
                        + barman.barman().home() + " " + barman.options());
        Path file = primary.writeScript("walsafe-restore.sh", script);
        return new PointInTimeRecovery(
                primary, bases.resolve(id).resolve("data"), "/bin/sh " + file + " \"%f\" \"%p\"");
    }

    /** Recovers as far as the archive goes. */
    Recovered toTheEnd() throws Exception {
        return recover(Map.of());
    }

    /** Recovers up to a moment. */
    Recovered to(RestorePoint point) throws Exception {
        return recover(Map.of("recovery_target_name", point.name()));
    }

    private Recovered recover(Map<String, String> target) throws Exception {
        try (EmbeddedPostgres server = primary.createFrom(backup)) {
            server.writeData("recovery.signal", "");
            server.set("archive_mode", "off");
            server.set("restore_command", restoreCommand);
            server.set("recovery_target_action", "promote");
            for (Map.Entry<String, String> setting : target.entrySet()) {
                server.set(setting.getKey(), setting.getValue());
            }
            Recovered recovered = open(server);
            Prefetchers.end(server);
            return recovered;
        }
    }

    private static Recovered open(EmbeddedPostgres server) throws Exception {
        try {
            server.start();
            await().pollInterval(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> isOpenOrEnded(server));
            return new Recovered(Load.rows(server), restored(server.log()), Optional.empty());
        } catch (PostgresFailedException | SQLException | ConditionTimeoutException e) {
            String failure = "a recovery failed: " + e.getMessage();
            return new Recovered(Set.of(), restored(server.log()), Optional.of(failure));
        }
    }

    private static boolean isOpenOrEnded(EmbeddedPostgres server) {
        try {
            return !server.isRunning()
                    || server.query("select pg_is_in_recovery()").equals("f");
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static SortedSet<String> restored(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            SortedSet<String> segments = new TreeSet<>();
            lines.flatMap(line -> RESTORED.matcher(line).results()).forEach(found -> segments.add(found.group(1)));
            return segments;
        }
    }
}
