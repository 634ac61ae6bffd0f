package org.walsafe.reconcile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;
import org.walsafe.host.HostUnreachableException;
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
        return wanted.size() <= MOST_LOOKUPS ? lookUp(wanted) : list(wanted);
    }

    /**
     * A file that alone cannot be looked at counts as held, so that examining it says what is the matter. When none can be
     * looked at, the archive cannot.
     */
    private Set<WalFileName> lookUp(Set<WalFileName> wanted) throws IOException {
        Set<WalFileName> held = new HashSet<>();
        int failed = 0;
        for (WalFileName file : wanted) {
            try {
                if (archive.holds(file)) {
                    held.add(file);
                }
            } catch (HostUnreachableException | NoSuchFileException archiveIsAway) {
                throw archiveIsAway;
            } catch (IOException e) {
                if (++failed == wanted.size()) {
                    throw e;
                }
                held.add(file);
            }
        }
        return held;
    }

    private Set<WalFileName> list(Set<WalFileName> wanted) throws IOException {
        Set<WalFileName> held = new HashSet<>();
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
