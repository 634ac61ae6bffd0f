package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import org.walsafe.tck.WalSamples.Sample;
import org.walsafe.wal.SegmentReading.Complete;

/**
 * Which bits of an intact segment anybody reads. A map made from where its records are, for a test that flips bits.
 *
 * <p>Nobody reads:
 *
 * <ul>
 *   <li>the filling after a record, up to the next multiple of eight; on 9.2 also the end of a page that is too short for a
 *       record's header,
 *   <li>the filling within the page header of 9.3 and newer, its count of continued bytes where nothing is continued, and the
 *       flag that allows full-page images to be left out,
 *   <li>the last four bytes of a 9.3 or 9.4 record's header, which its checksum leaves out,
 *   <li>the pages behind the one with a segment switch on 9.2 and 9.3,
 *   <li>the end of a record that began in the segment before, while that has not been read: its checksum is not known, and of
 *       its length only where the next record begins.
 * </ul>
 */
final class ReadBits {

    private static final int PAGE = 8192;
    private static final int UNCOVERED_FROM = 28;
    private static final int UNCOVERED_TO = 32;

    private final byte[] file;
    private final ByteBuffer fields;
    private final WalLayout layout;
    private final BitSet read;
    private final Complete reading;

    ReadBits(Sample sample, byte[] file) throws IOException {
        this.file = file;
        this.fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.layout = WalLayout.of(sample.major());
        this.read = new BitSet(file.length * 8);
        this.reading = readRecords(sample);
        int end = usedBytes();
        int lastPage = end / PAGE * PAGE;
        markBytes(end, lastPage + PAGE);
        SegmentTail tail = SegmentTail.of(sample.major());
        for (int page = 0; page < file.length; page += PAGE) {
            if (page <= lastPage) {
                markPageHeader(page);
            } else if (tail == SegmentTail.ZEROS) {
                markBytes(page, page + PAGE);
            } else if (tail == SegmentTail.EMPTY_PAGES) {
                markPageHeader(page);
                markBytes(page + headerBytes(page), page + PAGE);
            }
        }
    }

    /** The segment up to the end of its last record. */
    int usedBytes() {
        return (int) (reading.records().end().value() - start());
    }

    boolean contains(int bit) {
        return read.get(bit);
    }

    private long start() {
        return reading.header().pageAddress().value();
    }

    private Complete readRecords(Sample sample) throws IOException {
        SegmentName name = (SegmentName) sample.name();
        long start = WalGeometry.DEFAULT.startOf(name).value();
        SegmentOpening opening = SegmentOpening.open(
                name,
                name,
                new ByteArrayInputStream(file),
                SegmentIdentityCheck.BY_NAME,
                new RecordSink() {
                    @Override
                    public void record(long lsn, RecordHeader header, int checksum) {
                        markRecord((int) (lsn - start));
                    }
                },
                null);
        SegmentReading reading = ((SegmentOpening.Ready) opening).scan().readAll();
        assertThat(reading).isInstanceOf(Complete.class);
        return (Complete) reading;
    }

    private void markRecord(int from) {
        int length = fields.getInt(from + layout.lengthOffset);
        int at = from;
        for (int i = 0; i < length; i++, at++) {
            if (at % PAGE == 0) {
                at += headerBytes(at);
            }
            if (layout != WalLayout.V9_3 || i < UNCOVERED_FROM || i >= UNCOVERED_TO) {
                markBytes(at, at + 1);
            }
        }
    }

    private void markPageHeader(int page) {
        markBytes(page, page + 16);
        read.clear(8 * (page + 2) + Integer.numberOfTrailingZeros(PageFlags.BACKUP_BLOCKS_REMOVABLE));
        int end = page + headerBytes(page);
        boolean continues = (file[page + 2] & PageFlags.FIRST_IS_CONTINUATION) != 0;
        if ((file[page + 2] & PageFlags.LONG_HEADER) != 0) {
            int more = page + layout.shortPageHeaderBytes;
            markBytes(more, more + 16);
        }
        if (continues) {
            int count = layout == WalLayout.V9_2 ? end - 4 : page + 16;
            markBytes(count, count + 4);
            if (page == 0) {
                read.clear(8 * count, 8 * count + 3);
            }
        }
    }

    private int headerBytes(int page) {
        boolean isLong = (file[page + 2] & PageFlags.LONG_HEADER) != 0;
        boolean countFollows = layout == WalLayout.V9_2 && (file[page + 2] & PageFlags.FIRST_IS_CONTINUATION) != 0;
        return layout.shortPageHeaderBytes + (isLong ? 16 : 0) + (countFollows ? 4 : 0);
    }

    private void markBytes(int from, int to) {
        read.set(8 * from, 8 * to);
    }
}
