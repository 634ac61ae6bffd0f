package org.walsafe.verify;

import java.util.Optional;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineId;

/**
 * How far a base backup can be rolled forward with an archive's WAL.
 *
 * <p>The way is the one that recovery takes with {@code recovery_target_timeline = 'latest'}: to the newest timeline that
 * descends from the backup.
 *
 * @param backup the backup
 * @param target the timeline that the way leads to
 * @param reachable the last segment that can be reached without a break; empty where not even the first one is there
 * @param obstacle the first segment of the way that is missing or damaged; empty where the way is whole
 * @param consistency whether all segments that the backup itself needs are among those reached
 * @since 0.1.0
 */
public record BackupReach(
        BackupSpan backup,
        TimelineId target,
        Optional<SegmentName> reachable,
        Optional<SegmentName> obstacle,
        Consistency consistency) {

    /** Whether a backup can be restored at all. */
    public enum Consistency {
        /** All WAL that it needs itself is there. */
        REACHED,
        /** Some WAL that it needs itself is missing or damaged. */
        OUT_OF_REACH
    }
}
