package org.walsafe.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.walsafe.wal.SegmentHeaderReading.Known;
import org.walsafe.wal.SegmentHeaderReading.Malformed;
import org.walsafe.wal.SegmentHeaderReading.UnknownVersion;

/**
 * Reads the long page header at the start of a segment ({@code XLogLongPageHeaderData}). Its fields, little endian:
 *
 * <pre>
 *                    9.2              9.3 to 18
 * magic, info         0, 2  (u16)      0, 2  (u16)
 * timeline            4     (u32)      4     (u32)
 * page address        8     (high u32, low u32)   8   (u64)
 * system identifier  16     (u64)     24     (u64)
 * segment size       24     (u32)     32     (u32)
 * block size         28     (u32)     36     (u32)
 * </pre>
 */
final class SegmentHeaderReader {

    private static final int SMALLEST_BLOCK = 1 << 10;

    private static final int LARGEST_BLOCK = 64 << 10;

    private final byte[] start;
    private final ByteBuffer fields;

    SegmentHeaderReader(byte[] start) {
        this.start = start;
        this.fields = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    }

    SegmentHeaderReading read() {
        if (start.length < SegmentHeader.MINIMUM_BYTES) {
            return new Malformed("the file ends after " + start.length + " bytes, within the header of its first page");
        }
        if (Arrays.equals(
                start,
                0,
                SegmentHeader.MINIMUM_BYTES,
                new byte[SegmentHeader.MINIMUM_BYTES],
                0,
                SegmentHeader.MINIMUM_BYTES)) {
            return new Malformed("the file begins with zeros: it was given its length, but no WAL was written to it");
        }
        int magic = Short.toUnsignedInt(fields.getShort(0));
        Optional<PostgresMajor> major = PostgresMajor.fromPageMagic(magic);
        return major.isPresent() ? readFields(major.get()) : unknown(magic);
    }

    private SegmentHeaderReading unknown(int magic) {
        Optional<PostgresMajor> swapped =
                PostgresMajor.fromPageMagic(Short.toUnsignedInt(Short.reverseBytes((short) magic)));
        if (swapped.isPresent()) {
            return new UnknownVersion(
                    magic,
                    "the bytes of page magic " + Hex.word(magic) + " are those of PostgreSQL " + swapped.get()
                            + " in reverse order: a big-endian machine wrote it, and WalSafe reads little-endian only");
        }
        return new UnknownVersion(
                magic,
                "page magic " + Hex.word(magic)
                        + " is none of PostgreSQL 9.2 to 18: a newer or modified server wrote it, or it is not WAL");
    }

    private SegmentHeaderReading readFields(PostgresMajor major) {
        int flags = Short.toUnsignedInt(fields.getShort(2));
        if ((flags & ~PageFlags.ALL) != 0) {
            return new Malformed("page flags " + Hex.word(flags) + " have a bit that no PostgreSQL sets");
        }
        if ((flags & PageFlags.LONG_HEADER) == 0) {
            return new Malformed("page flags " + Hex.word(flags) + " are not those of a segment's first page");
        }
        int timeline = fields.getInt(4);
        if (timeline == 0) {
            return new Malformed("its timeline is 0, which does not exist");
        }
        WalLayout layout = WalLayout.of(major);
        int tail = layout.shortPageHeaderBytes;
        long segmentSize = Integer.toUnsignedLong(fields.getInt(tail + 8));
        if (!SegmentSize.isValid(segmentSize)) {
            return new Malformed(
                    "its segment size is " + segmentSize + " bytes, not a power of two from 1 MiB to 1 GiB");
        }
        long blockSize = Integer.toUnsignedLong(fields.getInt(tail + 12));
        if (blockSize < SMALLEST_BLOCK || blockSize > LARGEST_BLOCK || Long.bitCount(blockSize) != 1) {
            return new Malformed("its block size is " + blockSize + " bytes, not a power of two from 1 KiB to 64 KiB");
        }
        Lsn pageAddress = Lsn.of(layout.lsn(fields.getLong(8)));
        if ((pageAddress.value() & (segmentSize - 1)) != 0) {
            return new Malformed("its page address " + pageAddress + " is not the start of a segment");
        }
        return new Known(new SegmentHeader(
                major,
                new TimelineId(timeline),
                pageAddress,
                new SystemIdentifier(fields.getLong(tail)),
                SegmentSize.of(segmentSize),
                (int) blockSize));
    }
}
