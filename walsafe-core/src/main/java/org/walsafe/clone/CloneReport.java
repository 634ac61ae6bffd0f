package org.walsafe.clone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.walsafe.barman.BackupId;
import org.walsafe.clone.copy.CopyReport;

/**
 * What a clone did.
 *
 * <p>Immutable and thread-safe.
 *
 * @param backup the backup that it was made from
 * @param dataDirectory where the standby is
 * @param copy what was copied and verified
 * @param wal what the standby will replay from the archive
 * @param createdSlot the replication slot that was created for it
 * @param notes what somebody should know of the backup's configuration, each a sentence
 * @param start how to start it, a line for a shell; it was not started
 * @param duration how long everything took, checks included
 * @since 0.1.0
 */
public record CloneReport(
        BackupId backup,
        Path dataDirectory,
        CopyReport copy,
        WalOutlook wal,
        Optional<String> createdSlot,
        List<String> notes,
        String start,
        Duration duration) {

    /** Copies the list. */
    public CloneReport {
        notes = List.copyOf(notes);
    }
}
