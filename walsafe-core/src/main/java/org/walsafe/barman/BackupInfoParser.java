package org.walsafe.barman;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/**
 * Reads {@code backup.info}: lines {@code key=value} in which {@code None} is no value and some values are Python literals.
 */
final class BackupInfoParser {

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM:ss", "+00:00")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private final String source;
    private final ZoneId zone;
    private final Map<String, String> fields = new LinkedHashMap<>();

    BackupInfoParser(String source, ZoneId zone) {
        this.source = source;
        this.zone = zone;
    }

    BackupInfo parse(BackupId id, String text) throws InvalidBarmanFileException {
        split(text);
        return new BackupInfo(
                id,
                take("status", BackupStatus::valueOf).orElse(BackupStatus.EMPTY),
                take("backup_name", Function.identity()),
                take("server_name", Function.identity()),
                take("mode", Function.identity()),
                take("version", Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty()),
                take("systemid", SystemIdentifier::parse),
                take("timeline", value -> TimelineId.of(Long.parseLong(value))),
                boundary("begin"),
                boundary("end"),
                take("xlog_segment_size", value -> SegmentSize.of(Long.parseLong(value)))
                        .orElse(SegmentSize.DEFAULT),
                take("tablespaces", BackupInfoParser::tablespaces).orElse(List.of()),
                take("pgdata", Function.identity()),
                number("size"),
                number("deduplicated_size"),
                number("cluster_size"),
                take("compression", Function.identity()),
                take("encryption", Function.identity()),
                take("parent_backup_id", BackupId::new),
                take("children_backup_ids", BackupInfoParser::backupIds).orElse(List.of()),
                take("data_checksums", Function.identity()),
                take("backup_label", BackupInfoParser::text),
                take("included_files", BackupInfoParser::texts).orElse(List.of()),
                take("error", Function.identity()),
                fields);
    }

    private void split(String text) throws InvalidBarmanFileException {
        for (String line : text.split("\n", -1)) {
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            int equals = stripped.indexOf('=');
            if (equals < 0) {
                throw new InvalidBarmanFileException(
                        source, "has a line without '=': " + PrintableText.quoted(stripped));
            }
            fields.put(
                    stripped.substring(0, equals).strip(),
                    stripped.substring(equals + 1).strip());
        }
    }

    private Optional<BackupBoundary> boundary(String which) throws InvalidBarmanFileException {
        Optional<SegmentName> segment = take(which + "_wal", SegmentName::parse);
        OptionalLong offset = number(which + "_offset");
        Optional<Lsn> lsn = take(which + "_xlog", Lsn::parse);
        Optional<Instant> time = take(which + "_time", this::time);
        return segment.map(name -> new BackupBoundary(name, offset, lsn, time));
    }

    private OptionalLong number(String key) throws InvalidBarmanFileException {
        return take(key, Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** Takes a field out of those that are left, and reads it unless it is {@code None}. */
    private <T> Optional<T> take(String key, Function<String, T> reading) throws InvalidBarmanFileException {
        String value = fields.remove(key);
        if (value == null || value.equals("None")) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(value));
        } catch (IllegalArgumentException | DateTimeException | WalSafeException e) {
            throw new InvalidBarmanFileException(
                    source, "has an impossible value for " + key + ": " + PrintableText.quoted(value), e);
        }
    }

    private Instant time(String value) {
        TemporalAccessor parsed = TIME.parseBest(value, ZonedDateTime::from, LocalDateTime::from);
        return parsed instanceof ZonedDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(parsed).atZone(zone).toInstant();
    }

    private static String text(String literal) {
        return PythonLiteral.parse(literal).text().orElseThrow(() -> new IllegalArgumentException("it is no text"));
    }

    private static List<String> texts(String literal) {
        return PythonLiteral.parse(literal).items().stream()
                .map(item -> item.text().orElseThrow(() -> new IllegalArgumentException("an item is no text")))
                .toList();
    }

    private static List<Tablespace> tablespaces(String literal) {
        List<Tablespace> tablespaces = new ArrayList<>();
        for (PythonLiteral item : PythonLiteral.parse(literal).items()) {
            List<PythonLiteral> parts = item.items();
            if (parts.size() != 3 || !(parts.get(1) instanceof PythonLiteral.Word oid)) {
                throw new IllegalArgumentException("a tablespace is not name, number, location");
            }
            tablespaces.add(new Tablespace(
                    parts.get(0).text().orElseThrow(IllegalArgumentException::new),
                    Long.parseLong(
                            oid.written().endsWith("L")
                                    ? oid.written().substring(0, oid.written().length() - 1)
                                    : oid.written()),
                    parts.get(2).text().orElseThrow(IllegalArgumentException::new)));
        }
        return tablespaces;
    }

    private static List<BackupId> backupIds(String commaSeparated) {
        return Stream.of(commaSeparated.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(BackupId::new)
                .toList();
    }
}
