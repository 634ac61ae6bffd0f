package org.walsafe.tck;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalGeometry;

/**
 * Segments made up for tests that need a name, a cluster or a size of their own. Where real content matters, there are
 * {@link WalSamples}.
 *
 * <p>Thread-safe: no state.
 *
 * @since 0.1.0
 */
public final class WalFixtures {

    private static final int LONG_HEADER = 0x0002;

    private static final int BLOCK_SIZE = 8192;

    private WalFixtures() {}

    /**
     * Makes a segment whose header says what its name says. Behind the header there are only zeros.
     *
     * @param name the segment's name, possible with that size
     * @param systemIdentifier the cluster it claims
     * @param major the version it claims, and whose layout it has
     * @param size the segment size
     * @return the whole file
     */
    public static byte[] segment(
            SegmentName name, SystemIdentifier systemIdentifier, PostgresMajor major, SegmentSize size) {
        long start = new WalGeometry(size, major.numbering()).startOf(name).value();
        byte[] file = new byte[size.bytes()];
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) major.pageMagic())
                .putShort((short) LONG_HEADER)
                .putInt(name.timeline().value());
        if (major == PostgresMajor.V9_2) {
            header.putLong(Long.rotateLeft(start, 32));
        } else {
            header.putLong(start).putLong(0);
        }
        header.putLong(systemIdentifier.value()).putInt(size.bytes()).putInt(BLOCK_SIZE);
        return file;
    }
}
