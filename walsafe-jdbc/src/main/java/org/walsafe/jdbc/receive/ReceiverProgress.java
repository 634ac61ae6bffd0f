package org.walsafe.jdbc.receive;

import java.time.Instant;
import java.util.Optional;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.TimelineId;

/**
 * How far a receiver is.
 *
 * <p>Immutable and thread-safe.
 *
 * @param timeline the timeline that it receives
 * @param received up to where it has received WAL
 * @param flushed up to where finished segments are on disk
 * @param segments how many segments it has finished since it began
 * @param connections how often it has begun to stream
 * @param unconfirmed how many files on disk still wait for their confirmation to be recorded
 * @param lastHeard when the server last said something
 * @since 0.1.0
 */
public record ReceiverProgress(
        Optional<TimelineId> timeline,
        Optional<Lsn> received,
        Optional<Lsn> flushed,
        long segments,
        long connections,
        int unconfirmed,
        Optional<Instant> lastHeard) {

    static final ReceiverProgress NONE =
            new ReceiverProgress(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0, Optional.empty());
}
