package org.walsafe.tck;

import java.util.Objects;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/**
 * Segments made up for tests that need a name, a cluster or a size of their own. Where real content matters, there are
 * {@link WalSamples}.
 *
 * <p>Thread-safe: no state.
 *
 * @since 0.1.0
 */
public final class WalFixtures {

    private WalFixtures() {}

    /**
     * Makes a segment that is whole to the last byte: a checkpoint, then a segment switch.
     *
     * @param name the segment's name, possible with that size
     * @param systemIdentifier the cluster it claims
     * @param major the version it claims, and whose layout it has
     * @param size the segment size
     * @return the whole file
     */
    public static byte[] segment(
            SegmentName name, SystemIdentifier systemIdentifier, PostgresMajor major, SegmentSize size) {
        SyntheticWal wal = new SyntheticWal(major, systemIdentifier, size, name);
        wal.shutdownCheckpoint();
        wal.switchSegment();
        return Objects.requireNonNull(wal.files().get(name));
    }
}
