package org.walsafe.archive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentIdentity;
import org.walsafe.wal.SegmentIdentityCheck;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/**
 * Stops a file that cannot be read, and a segment, whole or partial, that is not what its name says. The first rule of every
 * policy: whatever a confirmation claims, such a file is not what was confirmed. Backup history files are of no consequence.
 */
final class OfferedFileRule implements ArchiveRule {

    static final OfferedFileRule INSTANCE = new OfferedFileRule();

    private OfferedFileRule() {}

    @Override
    public String name() {
        return "offered-file";
    }

    @Override
    public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
        if (question.offered() instanceof OfferedFile.Unreadable unreadable) {
            return question.file() instanceof BackupHistoryName
                    ? Optional.empty()
                    : Optional.of(new ArchiveDecision.Unknown(name(), unreadable.reason()));
        }
        SegmentName segment = segmentOf(question.file());
        if (segment == null) {
            return Optional.empty();
        }
        if (question.offered() instanceof OfferedFile.Present present
                && present.header().isPresent()
                && checkFor(question.server())
                                .check(segment, present.size(), present.header().get())
                        instanceof SegmentIdentity.Mismatch mismatch) {
            return Optional.of(new ArchiveDecision.Refused(
                    name(), question.file().text() + ": " + String.join("; ", mismatch.reasons())));
        }
        return Optional.empty();
    }

    private static SegmentIdentityCheck checkFor(ServerFacts server) {
        return new SegmentIdentityCheck(server.systemIdentifier(), server.major());
    }

    /** The segment that the file is, or is a part of; null where it is a history file. */
    static @Nullable SegmentName segmentOf(WalFileName file) {
        if (file instanceof SegmentName segment) {
            return segment;
        }
        return file instanceof PartialSegmentName partial ? partial.segment() : null;
    }
}
