package org.walsafe.clone;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.walsafe.connection.ConnectionString;
import org.walsafe.wal.PostgresMajor;

/**
 * What makes a server a standby: the settings of {@code recovery.conf} up to PostgreSQL 11, and of {@code postgresql.auto.conf}
 * from 12 on.
 *
 * <p>Immutable and thread-safe. Holds no password.
 *
 * @param values the values by the names of the settings, in the order in which they are written
 * @since 0.1.0
 */
public record RecoverySettings(Map<String, String> values) {

    /** PostgreSQL 12 to 18: what came from {@code recovery.conf}, under {@code guc_tables.c}'s recovery groups. */
    private static final Set<String> KNOWN = Set.of(
            "restore_command",
            "archive_cleanup_command",
            "recovery_end_command",
            "recovery_target",
            "recovery_target_action",
            "recovery_target_inclusive",
            "recovery_target_lsn",
            "recovery_target_name",
            "recovery_target_time",
            "recovery_target_timeline",
            "recovery_target_xid",
            "recovery_min_apply_delay",
            "primary_conninfo",
            "primary_slot_name",
            "promote_trigger_file",
            "standby_mode",
            "trigger_file");

    private static final List<String> NOT_FOR_STREAMING = List.of("dbname", "replication", "application_name");

    /** Copies the map. */
    public RecoverySettings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * What a clone's settings come to.
     *
     * @param settings what is wanted
     * @param major the version of the standby
     * @return the settings to write
     */
    static RecoverySettings of(CloneSettings settings, PostgresMajor major) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!major.isAtLeast(PostgresMajor.V12)) {
            values.put("standby_mode", "on");
            values.put("recovery_target_timeline", "latest");
        }
        primaryConninfo(settings).ifPresent(server -> values.put("primary_conninfo", server.text()));
        settings.slot().ifPresent(slot -> values.put("primary_slot_name", slot));
        settings.restoreCommand().ifPresent(command -> values.put("restore_command", command));
        settings.archiveCleanupCommand().ifPresent(command -> values.put("archive_cleanup_command", command));
        settings.recoveryMinApplyDelay().ifPresent(delay -> values.put("recovery_min_apply_delay", delay));
        return new RecoverySettings(values);
    }

    private static Optional<ConnectionString> primaryConninfo(CloneSettings settings) {
        return settings.upstream().map(server -> {
            Optional<String> name = settings.nodeName().or(() -> server.get("application_name"));
            ConnectionString plain = server.withoutSecrets().without(NOT_FOR_STREAMING.toArray(String[]::new));
            return name.map(given -> plain.with("application_name", given)).orElse(plain);
        });
    }

    /** Whether a setting belongs to recovery, in any case of letters. */
    static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }

    /** The lines to write, one for each setting. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        values.forEach((name, value) -> lines.add(name + " = " + quoted(value)));
        return lines;
    }

    /** As PostgreSQL's configuration files have it: single quotes and backslashes doubled ({@code guc-file.l}). */
    static String quoted(String value) {
        return '\'' + value.replace("\\", "\\\\").replace("'", "''") + '\'';
    }
}
