package org.walsafe.jdbc.receive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.metrics.WalSafeCounter;
import org.walsafe.metrics.WalSafeGauge;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;

/** What outlives a connection: progress, and the confirmations. Written by the receiving thread, read by any. */
final class ReceiverState {

    private final ReceiverConfig config;
    private final @Nullable Confirmer confirmer;
    private volatile ReceiverProgress progress = ReceiverProgress.NONE;
    private boolean caughtUp;

    ReceiverState(ReceiverConfig config, @Nullable Confirmer confirmer) {
        this.config = config;
        this.confirmer = confirmer;
    }

    ReceiverProgress progress() {
        ReceiverProgress now = progress;
        return new ReceiverProgress(
                now.timeline(),
                now.received(),
                now.flushed(),
                now.segments(),
                now.connections(),
                confirmer == null ? 0 : confirmer.unconfirmed(),
                now.lastHeard());
    }

    /** Where WAL is wanted from: {@code start}, or what came since. */
    WalPosition wanted(WalPosition start) {
        return new WalPosition(start.timeline(), progress.received().orElse(start.lsn()));
    }

    /** Once per receiver, when the cluster is known: confirms what an earlier receiver left unconfirmed. */
    void catchUp(ServerIdentity server, ReceivedFiles files) throws IOException {
        if (!caughtUp && confirmer != null) {
            List<ReceivedName> complete = files.names().stream()
                    .filter(name -> name.stage() == ReceivedName.Stage.COMPLETE)
                    .toList();
            confirmer.catchUp(files.directory(), complete, server.systemIdentifier());
        }
        caughtUp = true;
    }

    void confirm(WalFileName file, SystemIdentifier cluster, long size, Sha256 sha256) {
        if (confirmer != null) {
            confirmer.confirm(file, cluster, size, sha256);
        }
    }

    void begins(WalPosition start) {
        config.metrics().add(WalSafeCounter.CONNECTIONS, 1);
        ReceiverProgress now = progress;
        progress = new ReceiverProgress(
                Optional.of(start.timeline()),
                Optional.of(start.lsn()),
                Optional.of(start.lsn()),
                now.segments(),
                now.connections() + 1,
                0,
                Optional.of(config.time().instant()));
    }

    void finished(SegmentSequence.Finished segment, ServerIdentity server) {
        config.metrics().add(WalSafeCounter.SEGMENTS, 1);
        ReceiverProgress now = progress;
        progress = new ReceiverProgress(
                now.timeline(),
                now.received(),
                now.flushed(),
                now.segments() + 1,
                now.connections(),
                0,
                now.lastHeard());
        confirm(segment.name(), server.systemIdentifier(), segment.size(), segment.sha256());
    }

    /** A server that was crashed may have less than we: then nothing is missing. */
    void behind(Lsn received, Lsn serverEnd) {
        config.metrics().set(WalSafeGauge.RECEIVE_LAG, (double) Math.max(0, serverEnd.value() - received.value()));
    }

    void received(Lsn received, Lsn flushed) {
        ReceiverProgress now = progress;
        Optional<TimelineId> timeline = now.timeline();
        progress = new ReceiverProgress(
                timeline,
                Optional.of(received),
                Optional.of(flushed),
                now.segments(),
                now.connections(),
                0,
                Optional.of(config.time().instant()));
    }
}
