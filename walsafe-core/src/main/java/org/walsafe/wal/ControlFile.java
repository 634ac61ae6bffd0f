package org.walsafe.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * What {@code global/pg_control} says of a cluster, once its checksum is right.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param systemIdentifier the cluster
 * @param major the version that wrote it, where the file's own version is that of one only; 9.4 and 9.5 share one, told apart
 *     by the catalogue's version, and so do 13 to 16, which are given as {@link PostgresMajor#V13}
 * @param checkpoint where the last checkpoint's record is
 * @param redo from where recovery must replay
 * @param timeline the timeline of that checkpoint
 * @param blockSize the size of a data page in bytes
 * @param blocksPerFile how many data pages a file of a relation has at most
 * @param segmentSize the size of a WAL segment
 * @param pageChecksums whether data pages carry checksums, by the version number of these: 0 is none
 * @since 0.1.0
 */
public record ControlFile(
        SystemIdentifier systemIdentifier,
        PostgresMajor major,
        Lsn checkpoint,
        Lsn redo,
        TimelineId timeline,
        int blockSize,
        int blocksPerFile,
        SegmentSize segmentSize,
        int pageChecksums) {

    /** The length of the file; what follows its fields is zero. */
    public static final int BYTES = 8192;

    private static final int VERSION = 8;
    private static final int CATALOGUE = 12;
    private static final int CHECKPOINT = 32;
    private static final int CATALOGUE_OF_9_4 = 201409291;
    private static final int FIELDS_END = 296;

    /** Where a version keeps its fields ({@code src/include/catalog/pg_control.h}). */
    private enum Layout {
        V9_2(PostgresMajor.V9_2, 48, 168, -1, 200),
        V9_3(PostgresMajor.V9_3, 48, 192, 224, 228),
        V9_4(PostgresMajor.V9_4, 48, 200, 236, 240),
        V9_5(PostgresMajor.V9_5, 48, 216, 252, 256),
        V9_6(PostgresMajor.V9_6, 48, 216, 252, 256),
        V10(PostgresMajor.V10, 48, 216, 252, 288),
        V11(PostgresMajor.V11, 40, 208, 244, 280),
        V12(PostgresMajor.V12, 40, 216, 252, 288),
        V13(PostgresMajor.V13, 40, 216, 252, 288),
        V17(PostgresMajor.V17, 40, 216, 252, 288),
        V18(PostgresMajor.V18, 40, 216, 252, 292);

        private final PostgresMajor major;
        private final int redo;
        private final int blockSize;
        private final int pageChecksums;
        private final int crc;

        Layout(PostgresMajor major, int redo, int blockSize, int pageChecksums, int crc) {
            this.major = major;
            this.redo = redo;
            this.blockSize = blockSize;
            this.pageChecksums = pageChecksums;
            this.crc = crc;
        }

        static Layout of(int version, int catalogue) {
            return switch (version) {
                case 922 -> V9_2;
                case 937 -> V9_3;
                case 942 -> catalogue == CATALOGUE_OF_9_4 ? V9_4 : V9_5;
                case 960 -> V9_6;
                case 1002 -> V10;
                case 1100 -> V11;
                case 1201 -> V12;
                case 1300 -> V13;
                case 1700 -> V17;
                case 1800 -> V18;
                default ->
                    throw new InvalidControlFileException("is of version " + Integer.toUnsignedString(version)
                            + ", which no PostgreSQL from 9.2 to 18 writes");
            };
        }
    }

    /**
     * Reads the file, in the byte order of x86 and ARM.
     *
     * @param content the file
     * @return what it says
     * @throws InvalidControlFileException where it is too short, of an unknown version, or its checksum is wrong
     */
    public static ControlFile parse(byte[] content) {
        if (content.length < FIELDS_END) {
            throw new InvalidControlFileException("has " + content.length + " bytes only");
        }
        ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        Layout layout = Layout.of(fields.getInt(VERSION), fields.getInt(CATALOGUE));
        checkChecksum(content, layout, fields.getInt(layout.crc));
        try {
            return new ControlFile(
                    new SystemIdentifier(fields.getLong(0)),
                    layout.major,
                    lsn(fields, CHECKPOINT, layout),
                    lsn(fields, layout.redo, layout),
                    new TimelineId(fields.getInt(layout.redo + Long.BYTES)),
                    fields.getInt(layout.blockSize),
                    fields.getInt(layout.blockSize + Integer.BYTES),
                    SegmentSize.of(fields.getInt(layout.blockSize + 3 * Integer.BYTES)),
                    layout.pageChecksums < 0 ? 0 : fields.getInt(layout.pageChecksums));
        } catch (IllegalArgumentException e) {
            throw new InvalidControlFileException("has an impossible value: " + e.getMessage());
        }
    }

    private static void checkChecksum(byte[] content, Layout layout, int stored) {
        Checksum checksum = layout.major.isAtLeast(PostgresMajor.V9_5) ? new CRC32C() : new LegacyCrc32();
        checksum.update(content, 0, layout.crc);
        int computed = (int) checksum.getValue();
        if (computed != stored) {
            throw new InvalidControlFileException(String.format(
                    "does not match its checksum: it says %08X, and its content gives %08X", stored, computed));
        }
    }

    private static Lsn lsn(ByteBuffer fields, int offset, Layout layout) {
        long value = fields.getLong(offset);
        return Lsn.of(layout == Layout.V9_2 ? Long.rotateLeft(value, Integer.SIZE) : value);
    }
}
