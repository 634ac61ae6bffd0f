package org.walsafe.wal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Checksum;

/**
 * The header of the record being read. It is looked at where it stands in the page; copied it is only where it crosses into the
 * next page, or where its record does. Most records do not, and there are millions of them.
 */
final class RecordHeader {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final WalLayout layout;
    private final byte[] copy;
    private byte[] bytes;
    private int at;
    private int known;

    RecordHeader(WalLayout layout) {
        this.layout = layout;
        this.copy = new byte[layout.recordHeaderBytes];
        this.bytes = copy;
    }

    /** A new record begins. */
    void clear() {
        known = 0;
    }

    /** How many of its bytes have been read. */
    int known() {
        return known;
    }

    boolean isWhole() {
        return known == copy.length;
    }

    /** Takes as much of it as is still missing; says how much that was. */
    int take(byte[] page, int from, int available) {
        if (known == 0 && available >= copy.length) {
            bytes = page;
            at = from;
            known = copy.length;
            return known;
        }
        int taken = Math.min(copy.length - known, available);
        System.arraycopy(page, from, copy, known, taken);
        bytes = copy;
        at = 0;
        known += taken;
        return taken;
    }

    /** The page goes, and the record goes on. */
    void keep() {
        if (at > 0) {
            System.arraycopy(bytes, at, copy, 0, copy.length);
            bytes = copy;
            at = 0;
        }
    }

    /** A copy of what is known of it. */
    byte[] toBytes() {
        return Arrays.copyOfRange(bytes, at, at + known);
    }

    /** What the record says that its checksum is. */
    int checksum() {
        return (int) INTS.get(bytes, at + layout.checksumOffset);
    }

    /** Where the record before it begins. */
    long previous() {
        return layout.lsn((long) LONGS.get(bytes, at + layout.previousOffset));
    }

    byte resourceManager() {
        return bytes[at + layout.resourceManagerOffset];
    }

    byte info() {
        return bytes[at + layout.infoOffset];
    }

    /** Adds the part of it that the record's checksum covers. */
    void addTo(Checksum checksum) {
        checksum.update(bytes, at + layout.coveredFrom, layout.coveredTo - layout.coveredFrom);
    }
}
