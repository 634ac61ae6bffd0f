package org.walsafe.jdbc.doctor;

import static org.walsafe.jdbc.doctor.Severity.CRITICAL;
import static org.walsafe.jdbc.doctor.Severity.NOTICE;
import static org.walsafe.jdbc.doctor.Severity.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.walsafe.barman.BarmanCheck;
import org.walsafe.host.ShellWord;
import org.walsafe.jdbc.BackupWay;
import org.walsafe.jdbc.PostgresInspection;
import org.walsafe.wal.PostgresMajor;

/**
 * Whether Barman is set up so that it can receive this server's WAL and back it up; Barman 2.12 to 3.17. A function: the same
 * facts give the same findings. Thread-safe. Never blocks.
 *
 * @since 0.1.0
 */
public final class BarmanChecks {

    /** Since Barman 3.3 its {@code MINIMAL_VERSION}. */
    private static final PostgresMajor OLDEST_SINCE_3_3 = PostgresMajor.V9_6;

    /** Whose backup functions Barman 2 does not know. */
    private static final PostgresMajor TOO_NEW_FOR_2 = PostgresMajor.V15;

    private final PostgresInspection server;
    private final BarmanFacts barman;
    private final List<DoctorFinding> findings = new ArrayList<>();

    private BarmanChecks(PostgresInspection server, BarmanFacts barman) {
        this.server = server;
        this.barman = barman;
    }

    /**
     * Examines Barman.
     *
     * @param server what PostgreSQL said
     * @param barman what Barman said
     * @return what was found, in the order of the checks; empty where all is well
     */
    public static List<DoctorFinding> examine(PostgresInspection server, BarmanFacts barman) {
        BarmanChecks checks = new BarmanChecks(server, barman);
        checks.version();
        checks.cluster();
        checks.tools("pg_receivexlog_version", "pg_receivewal");
        checks.tools("pg_basebackup_version", "pg_basebackup");
        checks.slot();
        checks.hook();
        checks.rsync();
        checks.itsOwn();
        return List.copyOf(checks.findings);
    }

    private void version() {
        Optional<PostgresMajor> major = server.major();
        if (barman.version().isEmpty() || major.isEmpty()) {
            return;
        }
        BarmanFacts.Version version = barman.version().get();
        if (version.isAtLeast(3, 3) && !major.get().isAtLeast(OLDEST_SINCE_3_3)) {
            found(
                    CRITICAL,
                    "barman-version",
                    "Barman " + version + " is too new for PostgreSQL " + major.get()
                            + ": it neither receives its WAL nor backs it up.",
                    "Use Barman 2.19 at most for this server, or ship its WAL with archive_command.");
        } else if (!version.isAtLeast(3, 0) && major.get().isAtLeast(TOO_NEW_FOR_2)) {
            found(
                    CRITICAL,
                    "barman-version",
                    "Barman " + version + " is too old for PostgreSQL " + major.get()
                            + ", whose backup functions have other names than it knows.",
                    "Use a Barman of the series 3.");
        }
    }

    private void cluster() {
        var theirs = barman.server().systemIdentifier();
        var ours = server.systemIdentifier().seen();
        if (theirs.isPresent() && ours.isPresent() && !theirs.equals(ours)) {
            found(
                    CRITICAL,
                    "barman-cluster",
                    "Barman's server " + barman.server().name() + " is the cluster " + theirs.get()
                            + ", and this server is " + ours.get() + ".",
                    "Name the server of Barman's that is this one, or mend its conninfo.");
        }
    }

    /** A client program understands its own PostgreSQL and older ones. */
    private void tools(String field, String program) {
        Optional<BarmanFacts.Version> tool = barman.server().field(field).flatMap(BarmanFacts.Version::in);
        if (tool.isEmpty()) {
            return;
        }
        int client = comparable(tool.get());
        int wanted = server.versionNumber() / 100 >= 1000
                ? server.versionNumber() / 10_000 * 100
                : server.versionNumber() / 100;
        if (client < wanted) {
            found(
                    CRITICAL,
                    "client-tools",
                    "Barman's " + program + " is of version " + tool.get() + ", and the server of "
                            + server.major().map(PostgresMajor::toString).orElse("a newer one") + ".",
                    "Install the client programs of the server's version or newer, and name them in path_prefix.");
        }
    }

    private static int comparable(BarmanFacts.Version version) {
        return version.isAtLeast(10, 0) ? version.major() * 100 : version.major() * 100 + version.minor();
    }

    private void slot() {
        Optional<String> wanted = field("slot_name");
        if (wanted.isEmpty() || server.slots().seen().isEmpty() || !isOn("streaming_archiver")) {
            return;
        }
        if (server.slots().seen().get().stream().noneMatch(slot -> slot.name().equals(wanted.get()))) {
            found(
                    CRITICAL,
                    "barman-slot",
                    "Barman's slot " + wanted.get()
                            + " does not exist: nothing keeps WAL for it, and it receives none.",
                    "Run: barman receive-wal --create-slot "
                            + ShellWord.quote(barman.server().name()));
        }
    }

    private void hook() {
        if (field("post_archive_script").isPresent()) {
            found(
                    WARNING,
                    "post-archive-script",
                    "post_archive_script is used, which runs also for what Barman could not archive, and is not told.",
                    "Confirm from post_archive_retry_script instead; 'walsafe setup' prints the line.");
        }
    }

    private void rsync() {
        if (field("backup_method").filter("rsync"::equals).isEmpty()) {
            return;
        }
        boolean concurrent = field("backup_options")
                .filter(options -> options.contains("concurrent_backup"))
                .isPresent();
        Optional<PostgresMajor> major = server.major();
        if (concurrent
                && !server.backupWays().contains(BackupWay.CONCURRENT)
                && !server.backupWays().contains(BackupWay.PGESPRESSO)) {
            found(
                    CRITICAL,
                    "pgespresso",
                    "Barman is to take concurrent backups with rsync, and before 9.6 that needs the extension pgespresso.",
                    "Run CREATE EXTENSION pgespresso in the database of Barman's conninfo, or set backup_method to postgres.");
        } else if (!concurrent && !server.backupWays().contains(BackupWay.EXCLUSIVE)) {
            found(
                    CRITICAL,
                    "concurrent-backup",
                    "Barman is to take exclusive backups, which PostgreSQL "
                            + major.map(PostgresMajor::toString).orElse("") + " no longer has.",
                    "Set backup_options to concurrent_backup.");
        } else if (!concurrent) {
            found(
                    NOTICE,
                    "concurrent-backup",
                    "Barman takes exclusive backups: a crash meanwhile keeps the server from starting.",
                    "Set backup_options to concurrent_backup; before 9.6 that needs the extension pgespresso.");
        }
    }

    private void itsOwn() {
        List<BarmanCheck.Result> failures = barman.check().failures();
        if (!failures.isEmpty()) {
            found(
                    WARNING,
                    "barman-check",
                    "'barman check' is not content with: "
                            + failures.stream().map(BarmanChecks::told).collect(Collectors.joining(", ")) + ".",
                    "See 'barman check " + ShellWord.quote(barman.server().name()) + "' and Barman's log.");
        }
    }

    /** Without what Barman says of connections, where passwords may be. */
    private static String told(BarmanCheck.Result result) {
        boolean mayTell = !result.hint().isEmpty() && !result.hint().contains("password");
        return result.name().replace('_', ' ') + (mayTell ? " (" + result.hint().strip() + ")" : "");
    }

    private Optional<String> field(String key) {
        return barman.server().field(key).filter(value -> !value.isEmpty() && !value.equals("None"));
    }

    private boolean isOn(String key) {
        return field(key).filter(value -> value.equalsIgnoreCase("true")).isPresent();
    }

    private void found(Severity severity, String check, String sentence, String mend) {
        findings.add(new DoctorFinding(severity, check, sentence, mend));
    }
}
