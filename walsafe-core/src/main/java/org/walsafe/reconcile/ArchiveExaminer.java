package org.walsafe.reconcile;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.archive.ClusterIdentity;
import org.walsafe.codec.DecodingException;
import org.walsafe.codec.DecodingStream;
import org.walsafe.codec.WalCodec;
import org.walsafe.reconcile.ArchivedFile.Absent;
import org.walsafe.reconcile.ArchivedFile.Sound;
import org.walsafe.reconcile.ArchivedFile.Unusable;
import org.walsafe.wal.BackupHistory;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.InvalidTimelineHistoryException;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentIdentity;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * Finds out whether an archived file is what its name says.
 *
 * <p>A segment, whole or partial, must have its cluster's length, system identifier and segment size, and begin where its
 * name says ({@link org.walsafe.wal.SegmentIdentityCheck}). A timeline history must be one of that timeline and end with a
 * line's end, as PostgreSQL's do: a crash may have cut it short where it still reads like one. Of a backup history only the
 * length is looked at: it is informational, and every version words it differently.
 *
 * <p>Immutable and thread-safe. Blocks as long as the archive does.
 *
 * @since 0.1.0
 */
public final class ArchiveExaminer {

    private final WalArchive archive;
    private final ClusterIdentity cluster;

    /**
     * An examiner of {@code archive}.
     *
     * @param archive what holds the files
     * @param cluster whose files they should be
     */
    public ArchiveExaminer(WalArchive archive, ClusterIdentity cluster) {
        this.archive = archive;
        this.cluster = cluster;
    }

    /**
     * Examines one file.
     *
     * @param file its name
     * @param depth how closely; {@link EvidenceDepth#IDENTICAL} means {@link EvidenceDepth#CONTENT} here. What is no segment
     *     is always read whole
     * @return what came of it
     * @throws IOException when nobody could look, or the file could not be read to its end
     */
    public ArchivedFile examine(WalFileName file, EvidenceDepth depth) throws IOException {
        Optional<StoredWalFile> found = archive.open(file);
        if (found.isEmpty()) {
            return new Absent();
        }
        try (StoredWalFile stored = found.get()) {
            Optional<SegmentName> segment = partOfSegment(file);
            return segment.isPresent() ? examineSegment(segment.get(), stored, depth) : examineHistory(file, stored);
        } catch (DecodingException e) {
            return new Unusable(ArchiveFlaw.UNDECODABLE, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<SegmentName> partOfSegment(WalFileName file) {
        return file instanceof BackupHistoryName ? Optional.empty() : file.segmentName();
    }

    private ArchivedFile examineSegment(SegmentName name, StoredWalFile stored, EvidenceDepth depth)
            throws IOException {
        int expectedSize = cluster.geometry().segmentSize().bytes();
        try (DecodingStream content = DecodingStream.open(stored.stored(), stored.location(), expectedSize)) {
            byte[] start = content.readNBytes(SegmentHeader.MINIMUM_BYTES);
            SegmentHeaderReading header = SegmentHeaderReading.of(start);
            if (start.length == 0) {
                return empty(stored);
            }
            if (isForeign(header)) { // its segments may be longer, so not a byte more is read
                return judge(name, OptionalLong.empty(), Optional.empty(), header, stored);
            }
            if (depth == EvidenceDepth.HEADER) {
                OptionalLong size =
                        content.codec() == WalCodec.NONE ? OptionalLong.of(stored.storedSize()) : OptionalLong.empty();
                return judge(name, size, Optional.empty(), header, stored);
            }
            ContentDigester digester = new ContentDigester();
            digester.take(start, start.length);
            digester.takeAll(content);
            ContentDigest digest = digester.finish();
            return judge(name, OptionalLong.of(digest.size()), Optional.of(digest), header, stored);
        }
    }

    private boolean isForeign(SegmentHeaderReading header) {
        return header instanceof SegmentHeaderReading.Known known
                && !known.header().systemIdentifier().equals(cluster.systemIdentifier());
    }

    private ArchivedFile judge(
            SegmentName name,
            OptionalLong size,
            Optional<ContentDigest> digest,
            SegmentHeaderReading header,
            StoredWalFile stored) {
        int expectedSize = cluster.geometry().segmentSize().bytes();
        if (size.isPresent() && size.getAsLong() < expectedSize) {
            return new Unusable(
                    ArchiveFlaw.TRUNCATED,
                    stored.location() + " has " + size.getAsLong() + " bytes of content, a segment of its cluster has "
                            + expectedSize);
        }
        SegmentIdentity identity = cluster.segmentCheck().check(name, size.orElse(expectedSize), header);
        if (identity instanceof SegmentIdentity.Mismatch mismatch) {
            return new Unusable(
                    isForeign(header) ? ArchiveFlaw.OTHER_CLUSTER : ArchiveFlaw.MISNAMED,
                    stored.location() + " is not segment " + name + ": " + String.join("; ", mismatch.reasons()));
        }
        if (identity instanceof SegmentIdentity.NotCheckable notCheckable) {
            return new Unusable(ArchiveFlaw.UNKNOWN_VERSION, stored.location() + ": " + notCheckable.reason());
        }
        return new Sound(Optional.of(cluster.systemIdentifier()), size, digest.map(ContentDigest::sha256));
    }

    private static Unusable empty(StoredWalFile stored) {
        return new Unusable(ArchiveFlaw.EMPTY, stored.location() + " is empty");
    }

    private static ArchivedFile examineHistory(WalFileName file, StoredWalFile stored) throws IOException {
        int maximum = file instanceof TimelineHistoryName ? TimelineHistory.MAX_BYTES : BackupHistory.MAX_BYTES;
        try (DecodingStream content = DecodingStream.open(stored.stored(), stored.location(), maximum)) {
            byte[] bytes = content.readAllBytes();
            if (bytes.length == 0) {
                return empty(stored);
            }
            if (file instanceof TimelineHistoryName history) {
                TimelineHistory.parse(history, bytes);
                if (bytes[bytes.length - 1] != '\n') {
                    return new Unusable(
                            ArchiveFlaw.TRUNCATED,
                            stored.location() + " ends within a line after " + bytes.length + " bytes");
                }
            }
            return new Sound(Optional.empty(), OptionalLong.of(bytes.length), Optional.of(Sha256.of(bytes)));
        } catch (InvalidTimelineHistoryException e) {
            return new Unusable(ArchiveFlaw.MISNAMED, stored.location() + ": " + e.getMessage());
        }
    }
}
