package org.walsafe.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * The names in an archive.
 *
 * @param segments which segments there are of each timeline
 * @param partials the partial segments
 * @param histories the timelines whose history file is there
 * @param backupHistories the backup history files
 * @param misfits segments' names that do not exist with this segment size, the first ones
 * @param strangers names that are none of a WAL file, the first ones
 * @param strangerCount how many of these there are
 */
record ArchiveContents(
        SortedMap<TimelineId, SegmentNumbers> segments,
        SortedSet<SegmentName> partials,
        SortedSet<TimelineId> histories,
        List<BackupHistoryName> backupHistories,
        List<SegmentName> misfits,
        List<String> strangers,
        long strangerCount) {

    private static final int KEPT = 100;

    SegmentNumbers of(TimelineId timeline) {
        return segments.getOrDefault(timeline, SegmentNumbers.NONE);
    }

    boolean holds(SegmentName segment, WalGeometry geometry) {
        return geometry.contains(segment) && of(segment.timeline()).contains(geometry.numberOf(segment));
    }

    boolean holds(WalFileName file, WalGeometry geometry) {
        if (file instanceof SegmentName segment) {
            return holds(segment, geometry);
        }
        if (file instanceof PartialSegmentName partial) {
            return partials.contains(partial.segment());
        }
        return file instanceof TimelineHistoryName history
                ? histories.contains(history.timeline())
                : backupHistories.contains(file);
    }

    long segmentCount() {
        return segments.values().stream().mapToLong(SegmentNumbers::size).sum();
    }

    /** Takes the names before the segment size is known. For one thread. */
    static final class Names {

        private final Map<TimelineId, SegmentNumbers.Builder> segments = new TreeMap<>();
        private final SortedSet<SegmentName> partials = new TreeSet<>();
        private final SortedSet<TimelineId> histories = new TreeSet<>();
        private final Set<BackupHistoryName> backupHistories = new HashSet<>();
        private final List<String> strangers = new ArrayList<>();
        private long strangerCount;

        static Names of(ArchiveSource source) throws IOException {
            Names names = new Names();
            source.list(names::add, names::addStranger);
            return names;
        }

        void add(WalFileName file) {
            if (file instanceof SegmentName segment) {
                segments.computeIfAbsent(segment.timeline(), timeline -> new SegmentNumbers.Builder())
                        .add(packed(segment));
            } else if (file instanceof PartialSegmentName partial) {
                partials.add(partial.segment());
            } else if (file instanceof TimelineHistoryName history) {
                histories.add(history.timeline());
            } else if (file instanceof BackupHistoryName backup) {
                backupHistories.add(backup);
            }
        }

        private void addStranger(String name) {
            strangerCount++;
            if (strangers.size() < KEPT) {
                strangers.add(name);
            }
        }

        /** Names that are none of a WAL file, the first ones. */
        List<String> strangers() {
            return strangers;
        }

        /** The newest segments, by their place in the log: those most likely to say whose archive it is. */
        List<SegmentName> newest(int most) {
            List<SegmentName> newest = new ArrayList<>();
            segments.forEach((timeline, builder) -> {
                SegmentNumbers numbers = builder.build();
                for (int i = numbers.size() - 1; i >= Math.max(0, numbers.size() - most); i--) {
                    newest.add(unpacked(timeline, numbers.get(i)));
                }
            });
            newest.sort((one, other) -> Long.compareUnsigned(packed(other), packed(one)));
            return newest.subList(0, Math.min(most, newest.size()));
        }

        boolean hasSegments() {
            return !segments.isEmpty();
        }

        /** The contents, once it is known how the cluster numbers its segments. */
        ArchiveContents numbered(WalGeometry geometry) {
            SortedMap<TimelineId, SegmentNumbers> byTimeline = new TreeMap<>();
            List<SegmentName> misfits = new ArrayList<>();
            segments.forEach((timeline, builder) -> {
                SegmentNumbers packed = builder.build();
                SegmentNumbers.Builder numbers = new SegmentNumbers.Builder();
                for (int i = 0; i < packed.size(); i++) {
                    SegmentName segment = unpacked(timeline, packed.get(i));
                    if (geometry.contains(segment)) {
                        numbers.add(geometry.numberOf(segment));
                    } else if (misfits.size() < KEPT) {
                        misfits.add(segment);
                    }
                }
                byTimeline.put(timeline, numbers.build());
            });
            return new ArchiveContents(
                    byTimeline, partials, histories, List.copyOf(backupHistories), misfits, strangers, strangerCount);
        }

        private static long packed(SegmentName segment) {
            return (long) segment.log() << 32 | Integer.toUnsignedLong(segment.segment());
        }

        private static SegmentName unpacked(TimelineId timeline, long packed) {
            return new SegmentName(timeline, (int) (packed >>> 32), (int) packed);
        }
    }

    /** The name of the newest segment of a timeline. */
    Optional<SegmentName> newest(TimelineId timeline, WalGeometry geometry) {
        SegmentNumbers numbers = of(timeline);
        return numbers.isEmpty() ? Optional.empty() : Optional.of(geometry.segmentNumbered(timeline, numbers.last()));
    }
}
