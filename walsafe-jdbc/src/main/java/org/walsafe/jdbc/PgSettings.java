package org.walsafe.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.walsafe.error.PrintableText;
import org.walsafe.wal.SegmentSize;

/** Rows of {@code pg_settings}, read as what they mean in PostgreSQL 9.3 to 18. */
record PgSettings(Map<String, Setting> byName) {

    /** A row's value, and the unit that it is counted in. */
    record Setting(String value, @Nullable String unit) {}

    /** What decides about WAL, in the versions that have it. */
    private static final List<String> WAL_SETTINGS = List.of(
            "archive_timeout",
            "checkpoint_segments",
            "checkpoint_timeout",
            "fsync",
            "full_page_writes",
            "hot_standby",
            "idle_replication_slot_timeout",
            "max_replication_slots",
            "max_slot_wal_keep_size",
            "max_wal_senders",
            "max_wal_size",
            "min_wal_size",
            "synchronous_commit",
            "synchronous_standby_names",
            "wal_keep_segments",
            "wal_keep_size",
            "wal_level",
            "wal_sender_timeout");

    private static final List<String> ARCHIVE_SETTINGS =
            List.of("server_version_num", "wal_segment_size", "archive_mode", "archive_command", "archive_library");

    private static final String QUERY = "SELECT name, setting, unit FROM pg_catalog.pg_settings WHERE name = ANY (?)";

    private static final Pattern BYTES = Pattern.compile("([0-9]{0,4})(B|kB)");

    PgSettings {
        byName = Map.copyOf(byName);
    }

    static PgSettings read(Session session) throws SQLException {
        Map<String, Setting> byName = new HashMap<>();
        try (PreparedStatement query = session.prepare(QUERY, (Object) wanted());
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                byName.put(rows.getString(1), new Setting(rows.getString(2), rows.getString(3)));
            }
        }
        return new PgSettings(byName);
    }

    private static String[] wanted() {
        return Stream.of(WAL_SETTINGS, ARCHIVE_SETTINGS).flatMap(List::stream).toArray(String[]::new);
    }

    /** {@return the values of the settings that decide about WAL, with their units} */
    Map<String, String> walSettings() {
        Map<String, String> values = new TreeMap<>();
        for (String name : WAL_SETTINGS) {
            Setting setting = byName.get(name);
            if (setting != null) {
                values.put(name, setting.value() + (setting.unit() == null ? "" : " " + setting.unit()));
            }
        }
        return values;
    }

    int versionNumber() {
        return Math.toIntExact(number("server_version_num"));
    }

    /** Counted in blocks up to 10 (2048 of 8kB), in bytes since 11. */
    SegmentSize segmentSize() {
        String unit = required("wal_segment_size").unit();
        Matcher bytes = BYTES.matcher(unit == null ? "" : unit);
        if (!bytes.matches()) {
            throw nonsense("wal_segment_size");
        }
        long perUnit = bytes.group(1).isEmpty() ? 1 : Long.parseLong(bytes.group(1));
        long size = number("wal_segment_size") * perUnit * (bytes.group(2).equals("kB") ? 1024 : 1);
        if (!SegmentSize.isValid(size)) {
            throw nonsense("wal_segment_size");
        }
        return SegmentSize.of(size);
    }

    ArchiveMode archiveMode() {
        return switch (required("archive_mode").value()) {
            case "off" -> ArchiveMode.OFF;
            case "on" -> ArchiveMode.ON;
            case "always" -> ArchiveMode.ALWAYS;
            default -> throw nonsense("archive_mode");
        };
    }

    /** A server that does not archive shows {@code (disabled)} in place of its command. */
    Optional<String> archiveCommand() {
        return archiveMode() == ArchiveMode.OFF ? Optional.empty() : given("archive_command");
    }

    Optional<String> archiveLibrary() {
        return archiveMode() == ArchiveMode.OFF ? Optional.empty() : given("archive_library");
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(byName.get(name)).map(Setting::value).filter(value -> !value.isEmpty());
    }

    private long number(String name) {
        try {
            return Integer.parseInt(required(name).value());
        } catch (NumberFormatException e) {
            throw nonsense(name);
        }
    }

    private Setting required(String name) {
        Setting setting = byName.get(name);
        if (setting == null) {
            throw new ServerNotInspectedException("it has no " + name);
        }
        return setting;
    }

    private ServerNotInspectedException nonsense(String name) {
        Setting setting = required(name);
        return new ServerNotInspectedException(name + " is " + PrintableText.quoted(setting.value())
                + (setting.unit() == null ? "" : " in units of " + PrintableText.quoted(setting.unit())));
    }
}
