package org.walsafe.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.walsafe.error.PrintableText;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/**
 * Which WAL files PostgreSQL waits to have archived, which it has marked archived, and which it still has, at one moment.
 *
 * <p>A file waits while {@code <name>.ready} exists, even beside a {@code <name>.done}: the archiver goes by the former.
 * PostgreSQL may offer any file again that it still has: after a crash of the machine {@code .done} can be {@code .ready}
 * again (16 and newer do not flush the renaming), and a checkpoint marks every old segment that has neither.
 *
 * <p>Takes some 100 bytes a name. Immutable and thread-safe. Never blocks.
 *
 * @since 0.1.0
 */
public final class ArchiveStatusListing {

    /** So many of the strangers' names are kept; the others are counted. */
    public static final int STRANGERS_KEPT = 10;

    private static final Comparator<SegmentName> BY_POSITION = Comparator.comparing(
                    SegmentName::log, Integer::compareUnsigned)
            .thenComparing(SegmentName::segment, Integer::compareUnsigned);

    private final String location;
    private final Instant readAt;
    private final List<WalFileName> waiting;
    private final Set<WalFileName> waitingNames;
    private final Set<WalFileName> done;
    private final Set<WalFileName> kept;
    private final @Nullable SegmentName oldestSegment;
    private final long strangerCount;
    private final List<String> strangers;

    private ArchiveStatusListing(Builder builder) {
        location = builder.location;
        readAt = builder.readAt;
        List<WalFileName> inOrder = new ArrayList<>(builder.waiting);
        inOrder.sort(ArchiverOrder.HISTORIES_FIRST);
        waiting = Collections.unmodifiableList(inOrder);
        waitingNames = builder.waiting;
        done = builder.done;
        kept = builder.kept;
        oldestSegment = oldestOf(kept);
        strangerCount = builder.strangerCount;
        strangers = List.copyOf(builder.strangers);
    }

    private static @Nullable SegmentName oldestOf(Collection<WalFileName> files) {
        return files.stream()
                .filter(SegmentName.class::isInstance)
                .map(SegmentName.class::cast)
                .min(BY_POSITION)
                .orElse(null);
    }

    /**
     * {@return a listing to be filled}
     *
     * @param location where the files are, for messages
     * @param readAt when the reading began
     */
    public static Builder builder(String location, Instant readAt) {
        return new Builder(location, readAt);
    }

    /** {@return where the files are, for messages} */
    public String location() {
        return location;
    }

    /** {@return when the reading began} */
    public Instant readAt() {
        return readAt;
    }

    /** {@return the files that wait, in the order in which PostgreSQL offers them} */
    public List<WalFileName> waiting() {
        return waiting;
    }

    /**
     * {@return whether PostgreSQL waits to have {@code file} archived}
     *
     * @param file a WAL file
     */
    public boolean isWaiting(WalFileName file) {
        return waitingNames.contains(file);
    }

    /**
     * {@return whether PostgreSQL has marked {@code file} archived, and does not wait for it again}
     *
     * @param file a WAL file
     */
    public boolean isDone(WalFileName file) {
        return done.contains(file) && !isWaiting(file);
    }

    /**
     * {@return whether PostgreSQL still has {@code file} itself, under this name}
     *
     * @param file a WAL file
     */
    public boolean isKept(WalFileName file) {
        return kept.contains(file);
    }

    /** {@return the files that PostgreSQL still has, segments that it holds ready for future use among them} */
    public Set<WalFileName> kept() {
        return Collections.unmodifiableSet(kept);
    }

    /**
     * {@return the first segment, in the log's own order, that PostgreSQL still has; timelines are passed over, as
     * PostgreSQL does when it removes old segments ({@code RemoveOldXlogFiles})}
     */
    public Optional<SegmentName> oldestSegment() {
        return Optional.ofNullable(oldestSegment);
    }

    /** {@return how many names in {@code archive_status} are none that PostgreSQL gives} */
    public long strangerCount() {
        return strangerCount;
    }

    /** {@return the first {@value #STRANGERS_KEPT} of them at most, quoted for messages} */
    public List<String> strangers() {
        return strangers;
    }

    /** The counts, for logs. */
    @Override
    public String toString() {
        return location + ": " + waiting.size() + " waiting, " + done.size() + " done, " + kept.size() + " kept";
    }

    /** Takes names as they are read. For one thread, and one listing. */
    public static final class Builder {

        private static final String READY = ".ready";

        private static final String DONE = ".done";

        private final String location;
        private final Instant readAt;
        private final Set<WalFileName> waiting = new HashSet<>();
        private final Set<WalFileName> done = new HashSet<>();
        private final Set<WalFileName> kept = new HashSet<>();
        private final List<String> strangers = new ArrayList<>();
        private long strangerCount;

        private Builder(String location, Instant readAt) {
            this.location = location;
            this.readAt = readAt;
        }

        /**
         * Takes a name from {@code archive_status}: {@code <WAL file>.ready}, {@code <WAL file>.done}, or a stranger's.
         *
         * @param name a file name
         */
        public void statusFile(String name) {
            if (!isStatusOf(name, READY, waiting) && !isStatusOf(name, DONE, done)) {
                strangerCount++;
                if (strangers.size() < STRANGERS_KEPT) {
                    strangers.add(PrintableText.quoted(name));
                }
            }
        }

        private static boolean isStatusOf(String name, String suffix, Set<WalFileName> files) {
            if (!name.endsWith(suffix)) {
                return false;
            }
            Optional<WalFileName> file = WalFileName.tryParse(name.substring(0, name.length() - suffix.length()));
            file.ifPresent(files::add);
            return file.isPresent();
        }

        /**
         * Takes a name from {@code pg_wal} or {@code pg_xlog}. What is no WAL file is passed over: PostgreSQL has
         * subdirectories and temporary files there.
         *
         * @param name a file name
         */
        public void walFile(String name) {
            WalFileName.tryParse(name).ifPresent(kept::add);
        }

        /** {@return the listing} */
        public ArchiveStatusListing build() {
            return new ArchiveStatusListing(this);
        }
    }
}
