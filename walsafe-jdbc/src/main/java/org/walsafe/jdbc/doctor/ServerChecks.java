package org.walsafe.jdbc.doctor;

import static org.walsafe.jdbc.doctor.Severity.CRITICAL;
import static org.walsafe.jdbc.doctor.Severity.NOTICE;
import static org.walsafe.jdbc.doctor.Severity.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.walsafe.jdbc.ArchiveMode;
import org.walsafe.jdbc.ArchiverStatistics;
import org.walsafe.jdbc.BackupWay;
import org.walsafe.jdbc.PendingFiles;
import org.walsafe.jdbc.PostgresInspection;
import org.walsafe.jdbc.RecoveryState;
import org.walsafe.jdbc.ReplicationSlot;
import org.walsafe.jdbc.StreamingRight;
import org.walsafe.jdbc.Visible;
import org.walsafe.wal.WalFileName;

/**
 * What a server's own words say about its archiving; PostgreSQL 9.3 to 18. A function: the same inspection gives the same
 * findings. Thread-safe. Never blocks.
 *
 * @since 0.1.0
 */
public final class ServerChecks {

    /** PostgreSQL tries again after a minute; a gate refuses each file until it is confirmed. */
    private static final Duration TWO_TRIES = Duration.ofMinutes(2);

    private static final Set<String> COMMANDS_THAT_LET_ALL_GO =
            Set.of("true", "/bin/true", "/usr/bin/true", ":", "exit 0");

    private final DoctorLimits limits;
    private final List<DoctorFinding> findings = new ArrayList<>();

    private ServerChecks(DoctorLimits limits) {
        this.limits = limits;
    }

    /**
     * Examines a server.
     *
     * @param server what it said
     * @param now when it said so, by our clock
     * @param limits from when on waiting is a finding
     * @return what was found, in the order of the checks; empty where all is well
     */
    public static List<DoctorFinding> examine(PostgresInspection server, Instant now, DoctorLimits limits) {
        ServerChecks checks = new ServerChecks(limits);
        checks.archiving(server);
        checks.settings(server);
        checks.pending(server);
        checks.archiver(server);
        checks.slots(server);
        checks.backups(server);
        checks.clock(server, now);
        return List.copyOf(checks.findings);
    }

    /**
     * Examines whether WAL can be streamed.
     *
     * @param role whom Barman, or another receiver, streams it as
     * @param right whether the role may
     * @return what is wrong; empty where all is well
     */
    public static Optional<DoctorFinding> streaming(String role, StreamingRight right) {
        return switch (right) {
            case GRANTED -> Optional.empty();
            case MISSING ->
                Optional.of(new DoctorFinding(
                        CRITICAL,
                        "streaming-user",
                        "The role " + role + ", which is to stream WAL, has no replication privilege.",
                        "Run ALTER ROLE " + identifier(role)
                                + " REPLICATION, and let it in to replication in pg_hba.conf."));
            case NO_SUCH_ROLE ->
                Optional.of(new DoctorFinding(
                        CRITICAL,
                        "streaming-user",
                        "The role " + role + ", which is to stream WAL, does not exist.",
                        "Run CREATE ROLE " + identifier(role) + " LOGIN REPLICATION, or mend streaming_conninfo."));
        };
    }

    /** A name as SQL reads it, whatever is in it: in the advice it is to be pasted. */
    private static String identifier(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private void archiving(PostgresInspection server) {
        if (server.archiving().mode() == ArchiveMode.OFF) {
            found(
                    CRITICAL,
                    "archive-mode",
                    "archive_mode is off: nothing is archived, and no file waits for its" + " confirmation.",
                    "Set archive_mode to on, and restart the server.");
            return;
        }
        Optional<String> command = server.archiving().command();
        if (command.isEmpty() && server.archiving().library().isEmpty()) {
            found(
                    CRITICAL,
                    "archive-command",
                    "archive_command is empty: WAL piles up and is never recycled.",
                    "Set it to the gate; 'walsafe gate-script' prints one.");
        } else if (command.isPresent()
                && COMMANDS_THAT_LET_ALL_GO.contains(command.get().strip())) {
            found(
                    CRITICAL,
                    "archive-command",
                    "archive_command succeeds for every file, whether it is safe or not.",
                    "Set it to the gate; 'walsafe gate-script' prints one.");
        } else if (command.isPresent()
                && !command.get().contains("%f")
                && !command.get().contains("%p")) {
            found(
                    CRITICAL,
                    "archive-command",
                    "archive_command has neither %p nor %f, so it cannot know which file it is" + " asked about.",
                    "Give it both, as in: walsafe-gate.sh \"%p\" \"%f\".");
        }
    }

    private void settings(PostgresInspection server) {
        if ("minimal".equals(server.walSettings().get("wal_level"))) {
            found(
                    CRITICAL,
                    "wal-level",
                    "wal_level is minimal: the WAL does not suffice for an archive.",
                    "Set it to replica (archive or hot_standby before 9.6), and restart the server.");
        }
        if ("off".equals(server.walSettings().get("fsync"))) {
            found(CRITICAL, "fsync", "fsync is off: a crash of the machine may destroy the cluster.", "Set it to on.");
        }
        if ("off".equals(server.walSettings().get("full_page_writes"))) {
            found(
                    WARNING,
                    "full-page-writes",
                    "full_page_writes is off: a torn page cannot be repaired from the WAL.",
                    "Set it to on, unless the file system never tears a page.");
        }
        if ("0".equals(server.walSettings().get("max_wal_senders"))) {
            found(
                    WARNING,
                    "wal-senders",
                    "max_wal_senders is 0: nobody can stream WAL, Barman and 'walsafe receive'" + " neither.",
                    "Set it to 2 or more, and restart the server.");
        }
    }

    private void pending(PostgresInspection server) {
        if (server.pending() instanceof Visible.NotVisible<PendingFiles> hidden) {
            found(
                    NOTICE,
                    "pending",
                    "What waits to be archived is not visible to the role "
                            + server.privileges().role() + ".",
                    "It needs " + hidden.needs() + ".");
            return;
        }
        PendingFiles pending = server.pending().seen().orElseThrow();
        Duration age = age(pending, server);
        Severity severity = limits.ofWaiting(pending.count(), age);
        if (severity != NOTICE) {
            found(
                    severity,
                    "pending",
                    pending.count() + " WAL files wait to be archived, "
                            + pending.next().map(WalFileName::text).orElse("none") + " next, for " + age.toSeconds()
                            + " s.",
                    "See whether the archive holds it, run 'walsafe reconcile', and read the server's log.");
        }
    }

    private static Duration age(PendingFiles pending, PostgresInspection server) {
        return pending.nextSince()
                .map(since -> Duration.between(since, server.time()))
                .orElse(Duration.ZERO);
    }

    private void archiver(PostgresInspection server) {
        Optional<ArchiverStatistics> archiver = server.archiver().seen();
        boolean merelyUnconfirmed = server.pending()
                .seen()
                .filter(pending -> age(pending, server).compareTo(TWO_TRIES) < 0)
                .isPresent();
        if (archiver.isPresent() && archiver.get().isFailing() && !merelyUnconfirmed) {
            found(
                    WARNING,
                    "archiver",
                    "The last attempt to archive failed, for "
                            + archiver.get().lastFailed().orElse("a file") + "; "
                            + archiver.get().failed()
                            + " have since the statistics were reset.",
                    "The server's log says what archive_command said.");
        }
    }

    private void slots(PostgresInspection server) {
        Optional<List<ReplicationSlot>> slots = server.slots().seen();
        if (slots.isEmpty()) {
            return;
        }
        for (ReplicationSlot slot : slots.get()) {
            if (slot.isLost()) {
                found(
                        CRITICAL,
                        "slot",
                        "The slot " + slot.name() + " has lost WAL that it needs.",
                        "Whoever used it has a gap: take a new base backup, drop the slot and create it again.");
            } else if (!slot.active() && slot.restartLsn().isPresent()) {
                found(
                        WARNING,
                        "slot",
                        "Nobody uses the slot " + slot.name() + ", which keeps WAL from "
                                + slot.restartLsn().get() + " on.",
                        "Start its receiver, or drop it before the disk is full.");
            }
        }
        if (slots.get().isEmpty() && server.recovery() == RecoveryState.PRIMARY) {
            found(
                    NOTICE,
                    "slot",
                    "This server has replication slots, and none is there.",
                    "Prefer a slot for whoever receives WAL; the gate is then a second lock beside it.");
        }
    }

    private void backups(PostgresInspection server) {
        if (!server.backupWays().contains(BackupWay.CONCURRENT)
                && !server.backupWays().contains(BackupWay.PGESPRESSO)) {
            found(
                    NOTICE,
                    "backup",
                    "Before 9.6 only pg_basebackup takes concurrent backups, unless pgespresso is there.",
                    "For Barman's backup_method = rsync with concurrent_backup, install the extension pgespresso.");
        }
    }

    private void clock(PostgresInspection server, Instant now) {
        Duration skew = Duration.between(now, server.time()).abs();
        if (skew.compareTo(limits.clockSkew()) > 0) {
            found(
                    WARNING,
                    "clock",
                    "The server's clock and this machine's differ by " + skew.toSeconds() + " s.",
                    "Synchronise both; ages are wrong by as much.");
        }
    }

    private void found(Severity severity, String check, String sentence, String mend) {
        findings.add(new DoctorFinding(severity, check, sentence, mend));
    }
}
