package org.walsafe.verify;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.walsafe.error.WalSafeException;
import org.walsafe.wal.BackupHistory;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;

/** Reads an archive's timeline and backup history files, which are small. */
final class HistoryFiles {

    private final ArchivedFileReader files;
    private final Consumer<Finding> findings;

    HistoryFiles(ArchivedFileReader files, Consumer<Finding> findings) {
        this.files = files;
        this.findings = findings;
    }

    /** The histories that can be read; the others are noted. */
    Map<TimelineId, TimelineHistory> timelines(Iterable<TimelineId> timelines) {
        Map<TimelineId, TimelineHistory> histories = new TreeMap<>();
        for (TimelineId timeline : timelines) {
            TimelineHistoryName name = new TimelineHistoryName(timeline);
            look(
                    name,
                    TimelineHistory.MAX_BYTES,
                    content -> histories.put(timeline, TimelineHistory.parse(name, content)));
        }
        return histories;
    }

    void check(BackupHistoryName backup) {
        look(backup, BackupHistory.MAX_BYTES, content -> BackupHistory.parse(backup.text(), content));
    }

    private void look(WalFileName name, int maximumBytes, Consumer<byte[]> parse) {
        try {
            parse.accept(files.read(name, maximumBytes, content -> content.readAllBytes()));
        } catch (IOException e) {
            findings.accept(ArchivedFileReader.finding(name.text(), e));
        } catch (WalSafeException e) {
            findings.accept(new Finding(FindingKind.INVALID_HISTORY, name.text(), String.valueOf(e.getMessage())));
        }
    }
}
