package org.walsafe.wal;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.walsafe.wal.SegmentOpening.Ready;
import org.walsafe.wal.SegmentOpening.Refused;

/**
 * Reads segments completely: every page header, every record's length and checksum, and the link from each record to the one
 * before, across pages, segments and timelines.
 *
 * <p>One reader follows one sequence of segments in the order of the log. A record that crosses from one segment into the
 * next is checked when the next is read, and so is the link between the two: a segment of the right name, cluster and
 * timeline that belongs to another history is found out by it. To check parts of a long sequence in parallel, give each
 * part a reader of its own, and let it begin with the last segment of the part before.
 *
 * <p>Reads each stream once, in one pass, and keeps one page whatever the sizes of segments and records. Not thread-safe.
 * Blocks as long as the streams do.
 *
 * @since 0.1.0
 */
public final class WalReader {

    private final SegmentIdentityCheck expected;
    private final RecordSink sink;
    private @Nullable WalChain chain;

    /** Reads the segments of any one cluster: the first one decides which. */
    public WalReader() {
        this(SegmentIdentityCheck.BY_NAME);
    }

    /**
     * Reads the segments of a known cluster.
     *
     * @param expected what every segment must agree with
     */
    public WalReader(SegmentIdentityCheck expected) {
        this.expected = expected;
        this.sink = RecordSink.NONE;
    }

    /**
     * Reads the segments of a known cluster, and shows the marks that recovery can be told to stop at.
     *
     * @param expected what every segment must agree with
     * @param marks takes each mark once its record was found whole, in the order of the log
     */
    public WalReader(SegmentIdentityCheck expected, Consumer<LogMark> marks) {
        this.expected = expected;
        this.sink = new RecordSink() {
            @Override
            public void mark(LogMark mark) {
                marks.accept(mark);
            }
        };
    }

    /**
     * {@return whether a segment may be read next: any one at the beginning, and after a complete one only the one that
     * follows it}
     *
     * @param name a segment's name
     */
    public boolean canRead(SegmentName name) {
        WalChain before = chain;
        return before == null || before.isFollowedBy(name);
    }

    /**
     * Reads a segment. After one that is complete, the next one must follow it, on the same timeline or a newer one. After any
     * other outcome the sequence begins anew, with any segment.
     *
     * @param name the segment that the file should be
     * @param content the file, decompressed; read to its end unless the outcome is known before, and not closed
     * @return what came of it
     * @throws IllegalArgumentException where the segment does not follow the complete one read before
     * @throws IOException where the stream fails: nothing is known of the segment then, and the sequence begins anew
     */
    public SegmentReading read(SegmentName name, InputStream content) throws IOException {
        return read(name, name, content);
    }

    /**
     * Reads a partial segment, as {@link #read(SegmentName, InputStream)} reads a whole one. What is right for it is to be
     * {@link SegmentReading.Unfinished unfinished}.
     *
     * @param name the partial segment that the file should be
     * @param content the file, decompressed; read to its end unless the outcome is known before, and not closed
     * @return what came of it
     * @throws IllegalArgumentException where the segment does not follow the complete one read before
     * @throws IOException where the stream fails: nothing is known of the segment then, and the sequence begins anew
     */
    public SegmentReading read(PartialSegmentName name, InputStream content) throws IOException {
        return read(name, name.segment(), content);
    }

    private SegmentReading read(WalFileName file, SegmentName segment, InputStream content) throws IOException {
        WalChain before = chain;
        if (before != null && !before.isFollowedBy(segment)) {
            throw new IllegalArgumentException(segment + " does not follow " + before.last());
        }
        chain = null;
        SegmentOpening opening = SegmentOpening.open(file, segment, content, expected, sink, before);
        if (opening instanceof Ready ready) {
            SegmentReading reading = ready.scan().readAll();
            chain = reading instanceof SegmentReading.Complete ? ready.chain() : null;
            return reading;
        }
        return ((Refused) opening).reading();
    }
}
