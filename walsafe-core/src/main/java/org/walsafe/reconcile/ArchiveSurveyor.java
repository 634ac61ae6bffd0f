package org.walsafe.reconcile;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.walsafe.wal.WalFileName;

/**
 * Finds out which of some files an archive has, the cheaper way: an archive may hold a million files, and PostgreSQL as a
 * rule waits for a few.
 */
final class ArchiveSurveyor {

    /** Up to so many files are looked up one by one; for more, the whole archive is listed. */
    private static final int MOST_LOOKUPS = 1_000;

    private final WalArchive archive;

    ArchiveSurveyor(WalArchive archive) {
        this.archive = archive;
    }

    Set<WalFileName> heldAmong(Set<WalFileName> wanted) throws IOException {
        Set<WalFileName> held = new HashSet<>();
        if (wanted.size() <= MOST_LOOKUPS) {
            for (WalFileName file : wanted) {
                if (archive.holds(file)) {
                    held.add(file);
                }
            }
            return held;
        }
        archive.list(new ArchiveVisitor() {
            @Override
            public void walFile(WalFileName file) {
                if (wanted.contains(file)) {
                    held.add(file);
                }
            }

            @Override
            public void stranger(String name) {
                // nobody waits for it
            }
        });
        return held;
    }
}
