package org.walsafe.clone;

import java.time.Instant;
import java.util.Optional;
import org.walsafe.barman.BackupId;
import org.walsafe.barman.BackupInfo;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.clone.copy.BackupCopySource;
import org.walsafe.wal.PostgresMajor;

/**
 * The backup that a clone is made from, chosen once: what "latest" means is not asked again.
 *
 * <p>Immutable; as thread-safe as its parts.
 *
 * @param info what Barman wrote down about it
 * @param major the major version of its server
 * @param catalogue where it is
 * @param files where its files are
 * @since 0.1.0
 */
public record PinnedBackup(BackupInfo info, PostgresMajor major, BarmanCatalogue catalogue, BackupCopySource files) {

    /** {@return which backup} */
    public BackupId id() {
        return info.id();
    }

    /** {@return when it ended, or where that is not known began} */
    Optional<Instant> taken() {
        return info.endTime().or(() -> info.begin().flatMap(begin -> begin.time()));
    }
}
