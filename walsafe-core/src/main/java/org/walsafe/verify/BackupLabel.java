package org.walsafe.verify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.walsafe.error.WalSafeException;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;

/**
 * What {@code backup_label} tells a server that starts from a backup ({@code backup_label} of PostgreSQL 9.2 to 18).
 *
 * @param start from where recovery replays
 * @param segment the segment of that position
 * @param incremental whether the backup is an incremental one (17)
 */
record BackupLabel(Lsn start, SegmentName segment, boolean incremental) {

    private static final Pattern START =
            Pattern.compile("^START WAL LOCATION: ([0-9A-Fa-f/]{3,17}) \\(file ([0-9A-F]{24})\\)$", Pattern.MULTILINE);

    static Optional<BackupLabel> parse(String text) {
        Matcher matcher = START.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BackupLabel(
                    Lsn.parse(matcher.group(1)),
                    SegmentName.parse(matcher.group(2)),
                    text.contains("\nINCREMENTAL FROM LSN: ")));
        } catch (WalSafeException impossible) {
            return Optional.empty();
        }
    }
}
