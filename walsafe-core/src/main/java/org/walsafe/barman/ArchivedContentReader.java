package org.walsafe.barman;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.walsafe.barman.ArchivedContent.Sound;
import org.walsafe.barman.ArchivedContent.Unsound;
import org.walsafe.codec.DecodedContent;
import org.walsafe.codec.DecodingException;
import org.walsafe.codec.DecodingStream;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.wal.BackupHistory;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.InvalidTimelineHistoryException;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentIdentity;
import org.walsafe.wal.SegmentIdentityCheck;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * Reads archived files to see whether they hold what their names say.
 *
 * <p>A segment, whole or partial, must have the length and the position of one of this name, and the system identifier that
 * Barman knows. A timeline history must be one of its timeline. A backup history is for people to read: it must not be
 * empty.
 */
record ArchivedContentReader(Optional<SystemIdentifier> cluster) {

    /**
     * Reads one file; the caller closes {@code stored}.
     *
     * @throws IOException when it could not be read to its end
     */
    ArchivedContent read(WalFileName name, InputStream stored, String source) throws IOException {
        try {
            if (name instanceof TimelineHistoryName history) {
                return timelineHistory(history, stored, source);
            }
            Optional<SegmentName> segment = name.segmentName();
            return name instanceof BackupHistoryName || segment.isEmpty()
                    ? backupHistory(stored, source)
                    : segment(segment.get(), stored, source);
        } catch (DecodingException e) {
            return new Unsound(String.valueOf(e.getMessage()));
        }
    }

    private ArchivedContent segment(SegmentName name, InputStream stored, String source) throws IOException {
        DecodedContent content = DecodedContent.read(stored, source, SegmentSize.LARGEST.bytes());
        SegmentHeaderReading header = SegmentHeaderReading.of(content.beginning());
        SegmentIdentity identity =
                new SegmentIdentityCheck(cluster, Optional.empty()).check(name, content.size(), header);
        if (identity instanceof SegmentIdentity.Mismatch mismatch) {
            return new Unsound(source + " is not segment " + name + ": " + String.join("; ", mismatch.reasons()));
        }
        if (identity instanceof SegmentIdentity.Matches matches) {
            return new Sound(evidence(content.size(), content.sha256())
                    .withSystemIdentifier(matches.header().systemIdentifier()));
        }
        return new Unsound(source + " may be segment " + name + ", but that cannot be told: "
                + ((SegmentIdentity.NotCheckable) identity).reason());
    }

    private static ArchivedContent timelineHistory(TimelineHistoryName name, InputStream stored, String source)
            throws IOException {
        byte[] content =
                DecodingStream.open(stored, source, TimelineHistory.MAX_BYTES).readAllBytes();
        try {
            TimelineHistory.parse(name, content);
            return new Sound(evidence(content.length, Sha256.of(content)));
        } catch (InvalidTimelineHistoryException e) {
            return new Unsound(source + " is no history of its timeline: " + e.getMessage());
        }
    }

    private static ArchivedContent backupHistory(InputStream stored, String source) throws IOException {
        DecodedContent content = DecodedContent.read(stored, source, BackupHistory.MAX_BYTES);
        return content.size() == 0
                ? new Unsound(source + " is empty")
                : new Sound(evidence(content.size(), content.sha256()));
    }

    private static Evidence evidence(long size, Sha256 sha256) {
        return Evidence.NONE.withKind(EvidenceKind.ARCHIVED).withSize(size).withSha256(sha256);
    }
}
