package org.walsafe.archive;

import java.io.IOException;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;

/**
 * Keeps a registry bounded where no reconciler runs: removes confirmations of segments that PostgreSQL no longer has.
 *
 * <p>Segments are taken in blocks of sixteen names. Each call looks at one block, two to 1025 blocks behind the segment at
 * hand on its timeline, so it removes sixteen confirmations at most and lists nothing. Which one follows from the segment's
 * number: 1024 calls in a row look at each, and a block is looked at about fifteen times before it is out of reach. So the
 * registry holds what {@code pg_wal} holds and little more than 1024 names, while {@code pg_wal} holds less than some
 * 15,000 segments. Timeline history files and partial segments come one per promotion; their confirmations stay, and so do
 * those of other timelines and the records of holes.
 *
 * <p>A confirmation goes only when neither the segment nor its {@code .ready} or {@code .done} is there any more. PostgreSQL
 * removes them in this order, so it cannot ask for the segment again.
 *
 * <p>Thread-safe; blocks as long as the registry and the files do.
 *
 * @since 0.1.0
 */
public final class MarkerCleanup {

    private static final int NAMES_PER_BLOCK = 16;
    private static final int NEAREST_BLOCK = 2;
    private static final int BLOCKS_IN_REACH = 1024;
    private static final long BYTES_PER_LOG = 0x1_0000_0000L;

    private final WalSafeRegistry registry;
    private final HostFiles files;

    /**
     * A clean-up; nothing is looked at yet.
     *
     * @param registry whose confirmations are removed
     * @param files the files of PostgreSQL's host
     */
    public MarkerCleanup(WalSafeRegistry registry, HostFiles files) {
        this.registry = registry;
        this.files = files;
    }

    /**
     * Looks at one block behind a segment that PostgreSQL may recycle.
     *
     * @param segment the segment at hand, whose own confirmation is never touched
     * @param size the cluster's segment size
     * @param pgWal the directory that the segment is in
     * @return how many confirmations were removed, at most 16
     * @throws IOException when nobody could look at PostgreSQL's files
     * @throws WalSafeException when the registry could not be used
     */
    public int behind(SegmentName segment, SegmentSize size, HostPath pgWal) throws IOException {
        long perLog = Math.max(1, BYTES_PER_LOG / size.bytes() / NAMES_PER_BLOCK);
        long block = Integer.toUnsignedLong(segment.log()) * perLog + segment.segment() / NAMES_PER_BLOCK;
        long number = Integer.toUnsignedLong(segment.log()) * perLog * NAMES_PER_BLOCK + segment.segment();
        long target = block - NEAREST_BLOCK - number % BLOCKS_IN_REACH;
        if (target < 0) {
            return 0;
        }
        int log = (int) (target / perLog);
        int first = (int) (target % perLog) * NAMES_PER_BLOCK;
        int removed = 0;
        for (int i = 0; i < NAMES_PER_BLOCK; i++) {
            removed += removeIfGone(new SegmentName(segment.timeline(), log, first + i), pgWal);
        }
        return removed;
    }

    private int removeIfGone(SegmentName old, HostPath pgWal) throws IOException {
        return registry.lookup(old) instanceof Lookup.Confirmed && !isAtServer(old, pgWal) && registry.withdraw(old)
                ? 1
                : 0;
    }

    private boolean isAtServer(SegmentName old, HostPath pgWal) throws IOException {
        HostPath status = pgWal.child("archive_status");
        return isThere(pgWal.child(old.text()))
                || isThere(status.child(old.text().concat(".ready")))
                || isThere(status.child(old.text().concat(".done")));
    }

    private boolean isThere(HostPath path) throws IOException {
        return files.status(path).isPresent();
    }
}
