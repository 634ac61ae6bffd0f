package org.walsafe.wal;

/**
 * What a segment says about itself in the long header of its first page.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param major the PostgreSQL version that wrote it, by its page magic
 * @param timeline the timeline of the first page, which may be older than the one in the file's name
 * @param pageAddress the LSN of its first byte
 * @param systemIdentifier the cluster it belongs to
 * @param segmentSize the cluster's segment size
 * @param blockSize the size of a WAL page in bytes, normally 8192
 * @since 0.1.0
 */
public record SegmentHeader(
        PostgresMajor major,
        TimelineId timeline,
        Lsn pageAddress,
        SystemIdentifier systemIdentifier,
        SegmentSize segmentSize,
        int blockSize) {

    /** So many bytes from the start of a file are enough to read the header of any version. */
    public static final int MINIMUM_BYTES = 40;

    /**
     * Reads the header from the start of a segment.
     *
     * @param start the first {@value #MINIMUM_BYTES} bytes of the file, or more
     * @return the header
     * @throws InvalidSegmentHeaderException where the bytes are not the header of a segment that this library can read; to
     *     tell an unknown version from a damaged header, use {@link SegmentHeaderReading#of}
     */
    public static SegmentHeader parse(byte[] start) {
        SegmentHeaderReading reading = SegmentHeaderReading.of(start);
        if (reading instanceof SegmentHeaderReading.Known known) {
            return known.header();
        }
        throw new InvalidSegmentHeaderException(reading.toString());
    }

    /** {@return the arithmetic of this cluster's segments} */
    public WalGeometry geometry() {
        return new WalGeometry(segmentSize, major.numbering());
    }

    /** Whether two segments are cut alike. */
    boolean hasSizesOf(SegmentHeader other) {
        return segmentSize.equals(other.segmentSize) && blockSize == other.blockSize;
    }
}
