package org.walsafe.wal;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An unbroken run of segments of one timeline, both ends included. The names are computed one by one as they are asked for,
 * so a range of any length takes no memory.
 *
 * <p>Immutable and thread-safe; each iterator belongs to one thread. Never blocks.
 *
 * @param geometry how the segments are numbered
 * @param first the first segment
 * @param last the last segment, not before the first
 * @since 0.1.0
 */
public record SegmentRange(WalGeometry geometry, SegmentName first, SegmentName last) implements Iterable<SegmentName> {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException where the two are of different timelines, in the wrong order, or not segments of this
     *     geometry
     */
    public SegmentRange {
        if (!first.timeline().equals(last.timeline())) {
            throw new IllegalArgumentException(
                    "no range from " + first + " to " + last + ": they are on different timelines");
        }
        if (geometry.distance(first, last) < 0) {
            throw new IllegalArgumentException(
                    "no range from " + first + " to " + last + ": the last is before the first");
        }
    }

    /** {@return how many segments there are, one at least} */
    public long size() {
        return geometry.distance(first, last) + 1;
    }

    /**
     * {@return whether it is one of these}
     *
     * @param name any segment's name
     */
    public boolean contains(SegmentName name) {
        return geometry.contains(name) && name.compareTo(first) >= 0 && name.compareTo(last) <= 0;
    }

    /** {@return the names in order, computed as they are asked for} */
    public Stream<SegmentName> stream() {
        return Stream.iterate(first, geometry::next).limit(size());
    }

    @Override
    public Iterator<SegmentName> iterator() {
        return new Iterator<>() {
            private @Nullable SegmentName upcoming = first;

            @Override
            public boolean hasNext() {
                return upcoming != null;
            }

            @Override
            public SegmentName next() {
                SegmentName current = upcoming;
                if (current == null) {
                    throw new NoSuchElementException("the range ends at " + last);
                }
                upcoming = current.equals(last) ? null : geometry.next(current);
                return current;
            }
        };
    }

    /** Both ends, for example {@code 000000010000000000000003..000000010000000000000007}. */
    @Override
    public String toString() {
        return first + ".." + last;
    }
}
