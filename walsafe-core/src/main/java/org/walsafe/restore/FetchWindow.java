package org.walsafe.restore;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalGeometry;

/**
 * Which segments to fetch ahead: the next ones after what was asked for, so many that those ready and those under way fill the
 * window. For one thread; no I/O.
 */
final class FetchWindow {

    private final WalGeometry geometry;
    private final int size;
    private final Set<SegmentName> underWay = new HashSet<>();
    private final Set<SegmentName> abandoned = new HashSet<>();
    private @Nullable SegmentName next;

    FetchWindow(WalGeometry geometry, int size) {
        this.geometry = geometry;
        this.size = size;
    }

    /**
     * Somebody will ask for {@code wanted}.
     *
     * @return whether that is another place than so far, so that nothing that is ready helps
     */
    boolean moveTo(SegmentName wanted, Set<SegmentName> ready) {
        if (wanted.equals(next) || ready.contains(wanted) || underWay.contains(wanted)) {
            return false;
        }
        abandoned.addAll(underWay);
        next = wanted;
        return true;
    }

    /** The next segment to fetch, which counts as under way from now on; empty when the window is full. */
    Optional<SegmentName> take(Set<SegmentName> ready) {
        SegmentName taken = next;
        if (taken == null || ready.size() + underWay.size() >= size || !underWay.add(taken)) {
            return Optional.empty();
        }
        next = following(taken);
        return Optional.of(taken);
    }

    private @Nullable SegmentName following(SegmentName segment) {
        try {
            return geometry.next(segment);
        } catch (ArithmeticException lastOfAll) {
            return null;
        }
    }

    /**
     * A segment under way has arrived.
     *
     * @return whether it still helps: whether the window has not moved elsewhere since it was taken
     */
    boolean arrived(SegmentName segment) {
        underWay.remove(segment);
        return !abandoned.remove(segment);
    }

    /** A segment under way could not be had; {@code instead} is to be tried when there is a reason to. */
    void failed(SegmentName segment, SegmentName instead) {
        underWay.remove(segment);
        abandoned.remove(segment);
        SegmentName planned = next;
        boolean inItsLine = planned != null && planned.timeline().equals(segment.timeline());
        if (planned == null || (inItsLine && planned.compareTo(segment) > 0)) {
            next = instead;
        }
    }
}
