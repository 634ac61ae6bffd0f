package org.walsafe.wal;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;

/** Reads the {@code KEY: value} lines of a backup history file or {@code backup_label}. */
final class BackupHistoryParser {

    private static final String FILE_PREFIX = " (file ";

    /** The keys, in the order in which PostgreSQL writes them. */
    private enum Key {
        START_WAL_LOCATION("START WAL LOCATION"),
        STOP_WAL_LOCATION("STOP WAL LOCATION"),
        CHECKPOINT_LOCATION("CHECKPOINT LOCATION"),
        BACKUP_METHOD("BACKUP METHOD"),
        BACKUP_FROM("BACKUP FROM"),
        START_TIME("START TIME"),
        LABEL("LABEL"),
        START_TIMELINE("START TIMELINE"),
        STOP_TIME("STOP TIME"),
        STOP_TIMELINE("STOP TIMELINE"),
        INCREMENTAL_FROM_LSN("INCREMENTAL FROM LSN"),
        INCREMENTAL_FROM_TLI("INCREMENTAL FROM TLI");

        private final String prefix;

        Key(String words) {
            this.prefix = words + ": ";
        }
    }

    private final String fileName;
    private final byte[] content;
    private final Map<Key, String> values = new EnumMap<>(Key.class);

    BackupHistoryParser(String fileName, byte[] content) {
        this.fileName = fileName;
        this.content = content;
    }

    BackupHistory parse() {
        if (content.length > BackupHistory.MAX_BYTES) {
            throw refused("has " + content.length + " bytes, more than the " + BackupHistory.MAX_BYTES
                    + " that a backup history can have");
        }
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            take(line);
        }
        return new BackupHistory(
                required(Key.START_WAL_LOCATION, this::place),
                optional(Key.STOP_WAL_LOCATION, this::place),
                required(Key.CHECKPOINT_LOCATION, Lsn::parse),
                text(Key.BACKUP_METHOD),
                text(Key.BACKUP_FROM),
                text(Key.START_TIME),
                text(Key.STOP_TIME),
                text(Key.LABEL),
                optional(Key.START_TIMELINE, BackupHistoryParser::timeline),
                optional(Key.STOP_TIMELINE, BackupHistoryParser::timeline),
                incrementalFrom());
    }

    private void take(String line) {
        for (Key key : Key.values()) {
            if (line.startsWith(key.prefix)) {
                if (values.put(key, line.substring(key.prefix.length())) != null) {
                    throw refused("has two lines that begin with \"" + key.prefix.strip() + "\"");
                }
                return;
            }
        }
    }

    private Optional<BackupHistory.IncrementalFrom> incrementalFrom() {
        Optional<Lsn> lsn = optional(Key.INCREMENTAL_FROM_LSN, Lsn::parse);
        Optional<TimelineId> timeline = optional(Key.INCREMENTAL_FROM_TLI, BackupHistoryParser::timeline);
        if (lsn.isPresent() != timeline.isPresent()) {
            throw refused("tells only half of what the incremental backup builds on");
        }
        return lsn.map(from -> new BackupHistory.IncrementalFrom(from, timeline.orElseThrow()));
    }

    private BackupHistory.Place place(String value) {
        int file = value.indexOf(FILE_PREFIX);
        if (file < 0 || !value.endsWith(")")) {
            throw new IllegalArgumentException("no file");
        }
        return new BackupHistory.Place(
                Lsn.parse(value.substring(0, file)),
                SegmentName.parse(value.substring(file + FILE_PREFIX.length(), value.length() - 1)));
    }

    private static TimelineId timeline(String value) {
        return TimelineId.of(Long.parseLong(value));
    }

    private <T> T required(Key key, Function<String, T> form) {
        return optional(key, form)
                .orElseThrow(() -> refused("has no line that begins with \"" + key.prefix.strip() + "\""));
    }

    private <T> Optional<T> optional(Key key, Function<String, T> form) {
        String value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(form.apply(value));
        } catch (WalSafeException | IllegalArgumentException otherForm) {
            throw refused("has " + PrintableText.quoted(value) + " after \"" + key.prefix.strip() + "\"");
        }
    }

    private Optional<String> text(Key key) {
        return Optional.ofNullable(values.get(key));
    }

    private InvalidBackupHistoryException refused(String complaint) {
        return new InvalidBackupHistoryException(PrintableText.quoted(fileName) + " " + complaint);
    }
}
