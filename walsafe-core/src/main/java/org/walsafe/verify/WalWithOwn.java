package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * An archive, and what a backup holds itself of the WAL that the archive lacks. As recovery does, it prefers the archive.
 * Thread-safe once it was listed.
 */
final class WalWithOwn implements ArchiveSource {

    private final ArchiveSource archive;
    private final ArchiveSource own;
    private final BackupNeeds needs;
    private Set<WalFileName> lacking = Set.of();
    private Optional<IOException> unreadable = Optional.empty();

    WalWithOwn(ArchiveSource archive, ArchiveSource own, BackupNeeds needs) {
        this.archive = archive;
        this.own = own;
        this.needs = needs;
    }

    @Override
    public String location() {
        return archive.location();
    }

    /** Where the backup's own WAL is. */
    String ownLocation() {
        return own.location();
    }

    /** The segments that only the backup itself has. */
    SortedSet<SegmentName> ownSegments() {
        SortedSet<SegmentName> segments = new TreeSet<>();
        for (WalFileName file : lacking) {
            if (file instanceof SegmentName segment) {
                segments.add(segment);
            }
        }
        return segments;
    }

    /** Whether only the backup itself has a file. */
    boolean isOwn(String file) {
        return WalFileName.tryParse(file).filter(this::isOwn).isPresent();
    }

    private boolean isOwn(WalFileName file) {
        return lacking.contains(file);
    }

    /** Why the backup's own WAL could not be listed, where that is so. */
    Optional<IOException> unreadable() {
        return unreadable;
    }

    @Override
    public Optional<SystemIdentifier> systemIdentifier() throws IOException {
        return archive.systemIdentifier();
    }

    @Override
    public void list(Consumer<WalFileName> files, Consumer<String> strangers) throws IOException {
        Set<WalFileName> left = new HashSet<>();
        try {
            own.list(
                    file -> {
                        if (isNeeded(file)) {
                            left.add(file);
                        }
                    },
                    stranger -> {});
        } catch (IOException e) {
            left.clear();
            unreadable = Optional.of(e);
        }
        archive.list(
                file -> {
                    files.accept(file);
                    left.remove(file);
                },
                strangers);
        left.forEach(files);
        lacking = left;
    }

    /** Beyond what it needs, a copied {@code pg_wal} may hold segments that were to be used again. */
    private boolean isNeeded(WalFileName file) {
        return file instanceof TimelineHistoryName
                || (file instanceof SegmentName segment
                        && isOrdered(needs.first(), segment)
                        && isOrdered(segment, needs.last()));
    }

    private static boolean isOrdered(SegmentName one, SegmentName other) {
        int logs = Integer.compareUnsigned(one.log(), other.log());
        return logs < 0 || (logs == 0 && Integer.compareUnsigned(one.segment(), other.segment()) <= 0);
    }

    @Override
    public Optional<StoredFile> find(WalFileName file) throws IOException {
        return isOwn(file) ? own.find(file) : archive.find(file);
    }

    @Override
    public InputStream open(WalFileName file) throws IOException {
        return isOwn(file) ? own.open(file) : archive.open(file);
    }
}
