package org.walsafe.jdbc;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.walsafe.error.PrintableText;
import org.walsafe.wal.SegmentSize;

/** Rows of {@code pg_settings}, read as what they mean in PostgreSQL 9.3 to 18. */
record PgSettings(Map<String, Setting> byName) {

    /** A row's value, and the unit that it is counted in. */
    record Setting(String value, @Nullable String unit) {}

    /** The rows that the methods below read; {@code archive_library} exists since 15. */
    static final String QUERY =
            """
            SELECT name, setting, unit FROM pg_catalog.pg_settings
            WHERE name IN ('server_version_num', 'wal_segment_size',
                           'archive_mode', 'archive_command', 'archive_library')
            """;

    private static final Pattern BYTES = Pattern.compile("([0-9]{0,4})(B|kB)");

    /** The oldest version that has {@code pg_control_system()}. */
    private static final int V9_6 = 90600;

    PgSettings {
        byName = Map.copyOf(byName);
    }

    int versionNumber() {
        return Math.toIntExact(number("server_version_num"));
    }

    boolean tellTheSystemIdentifier() {
        return versionNumber() >= V9_6;
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
