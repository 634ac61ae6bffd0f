package org.walsafe.wal;

import java.util.List;
import java.util.Optional;

/**
 * The descent of a timeline: the content of its timeline history file.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param timeline the timeline whose history this is
 * @param entries its ancestors, oldest first, one at least; their timelines rise and are all below {@code timeline}
 * @since 0.1.0
 */
public record TimelineHistory(TimelineId timeline, List<Entry> entries) {

    /** A longer file is refused unread: 1 MiB is room for thousands of promotions. */
    public static final int MAX_BYTES = 1 << 20;

    /**
     * One line of the file.
     *
     * @param parent the timeline that was left
     * @param switchPoint where it was left
     * @param reason why, in PostgreSQL's words or those of a restore point's author; may be empty
     */
    public record Entry(TimelineId parent, SwitchPoint switchPoint, String reason) {}

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException where there are no entries, or their timelines do not rise to below this one
     */
    public TimelineHistory {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a timeline history has one entry at least");
        }
        TimelineId bound = timeline;
        for (int i = entries.size() - 1; i >= 0; i--) {
            TimelineId parent = entries.get(i).parent();
            if (parent.compareTo(bound) >= 0) {
                throw new IllegalArgumentException(
                        "timeline " + parent + " cannot be an ancestor of timeline " + bound);
            }
            bound = parent;
        }
    }

    /**
     * Reads a timeline history file, of 9.3 and newer (second field an LSN) or of 9.2 (second field a segment's name).
     * Lines that are blank or begin with {@code #} are passed over, as PostgreSQL does; lines that end in CR LF are refused,
     * because PostgreSQL writes none.
     *
     * @param name the file's name, which says whose history it is
     * @param content the whole file, decompressed
     * @return the history
     * @throws InvalidTimelineHistoryException where the content is not a history of this timeline; says in which line
     */
    public static TimelineHistory parse(TimelineHistoryName name, byte[] content) {
        return new TimelineHistoryParser(name, content).parse();
    }

    /** {@return the timeline that this one branched off} */
    public TimelineId parent() {
        return entries.get(entries.size() - 1).parent();
    }

    /**
     * {@return where it was left, or empty where this timeline does not descend from it}
     *
     * @param ancestor any timeline
     */
    public Optional<SwitchPoint> switchPointOf(TimelineId ancestor) {
        for (Entry entry : entries) {
            if (entry.parent().equals(ancestor)) {
                return Optional.of(entry.switchPoint());
            }
        }
        return Optional.empty();
    }
}
