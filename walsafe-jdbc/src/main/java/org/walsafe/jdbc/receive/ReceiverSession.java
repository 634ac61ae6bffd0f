package org.walsafe.jdbc.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/**
 * One connection's worth of receiving: finds out who the server is and where to go on, and streams one timeline to its end,
 * or to the end of the connection. For one thread.
 */
final class ReceiverSession {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverSession.class);
    private static final String UNDEFINED_FILE = "58P01";

    private final ReceiverConfig config;
    private final ReplicationConnection connection;
    private final ReceiverState state;
    private final DurableDirectory directory;
    private final ReceivedFiles files;

    ReceiverSession(ReceiverConfig config, ReplicationConnection connection, ReceiverState state) {
        this.config = config;
        this.connection = connection;
        this.state = state;
        this.directory = new DurableDirectory(config.directory());
        this.files = new ReceivedFiles(config.directory());
    }

    /** What a session ended with. */
    sealed interface Outcome {

        /** A timeline is received to its end; another goes on there. */
        record GoOnAt(WalPosition next) implements Outcome {}

        /** The stream has ended, or the server is on another timeline now; look again. */
        record LookAgain() implements Outcome {}
    }

    /**
     * Receives.
     *
     * @param goOnAt where, when an earlier session knows it
     * @throws WalGapException when the server no longer has what comes next
     * @throws ForeignServerException when its WAL does not continue what is there
     */
    Outcome run(@Nullable WalPosition goOnAt) throws SQLException, IOException {
        ServerIdentity server = connection.identify();
        Optional<SegmentHeader> newest = files.newestHeader();
        refuseForeign(server, newest);
        WalGeometry geometry = geometry(newest);
        TimelineWalk walk = walk(server, geometry);
        state.catchUp(server, files);
        WalPosition start = goOnAt != null ? goOnAt : start(server, walk);
        if (!walk.passes(start.timeline())) {
            throw new ForeignServerException(config.source() + " is on timeline " + server.timeline()
                    + ", which does not descend from timeline " + start.timeline() + ", whose WAL "
                    + config.directory() + " holds");
        }
        Optional<Lsn> end = walk.endOf(start.timeline());
        if (end.isPresent() && start.lsn().compareTo(end.get()) >= 0) {
            return new Outcome.GoOnAt(walk.behind(start.timeline()));
        }
        LOG.info("receives from {}, {}", config.source(), start);
        return stream(start, end, server, walk);
    }

    private void refuseForeign(ServerIdentity server, Optional<SegmentHeader> newest) {
        if (newest.isPresent() && !newest.get().systemIdentifier().equals(server.systemIdentifier())) {
            throw new ForeignServerException(config.source() + " is the cluster " + server.systemIdentifier() + ", and "
                    + config.directory() + " holds WAL of the cluster "
                    + newest.get().systemIdentifier());
        }
    }

    /** Before 10 a walsender does not tell the segment size: then the files do, and without any it is the usual one. */
    private WalGeometry geometry(Optional<SegmentHeader> newest) throws SQLException {
        SegmentSize size = connection
                .segmentSize()
                .or(() -> newest.map(header -> header.geometry().segmentSize()))
                .orElse(SegmentSize.DEFAULT);
        return new WalGeometry(size, SegmentNumbering.CONTINUOUS);
    }

    private TimelineWalk walk(ServerIdentity server, WalGeometry geometry) throws SQLException, IOException {
        if (server.timeline().equals(TimelineId.FIRST)) {
            return new TimelineWalk(server.timeline(), Optional.empty(), geometry);
        }
        TimelineHistoryName name = new TimelineHistoryName(server.timeline());
        byte[] content = connection.history(name);
        Path file = config.directory().resolve(name.text());
        if (!Files.exists(file)) {
            directory.write(name.text(), content);
            state.confirm(name, server.systemIdentifier(), content.length, Sha256.of(content));
        }
        return new TimelineWalk(server.timeline(), Optional.of(TimelineHistory.parse(name, content)), geometry);
    }

    private WalPosition start(ServerIdentity server, TimelineWalk walk) throws SQLException, IOException {
        Optional<WalPosition> start = files.next(walk.geometry());
        if (start.isEmpty() && config.slot().isPresent()) {
            start = connection.slotStart(config.slot().get());
        }
        WalPosition found = start.orElse(new WalPosition(server.timeline(), server.position()));
        return walk.startOfSegment(found.timeline(), found.lsn());
    }

    private Outcome stream(WalPosition start, Optional<Lsn> end, ServerIdentity server, TimelineWalk walk)
            throws SQLException, IOException {
        try (SegmentSequence segments = new SegmentSequence(config, directory, start, walk.geometry())) {
            WalStream stream = connection.stream(start, config.slot());
            state.begins(start);
            long nextReport = System.nanoTime();
            while (true) {
                StreamMessage message = stream.next();
                boolean reportNow = false;
                if (message instanceof StreamMessage.Wal wal) {
                    ByteBuffer content = upTo(end, wal);
                    reportNow = segments.take(wal.start(), content, finished -> state.finished(finished, server));
                    state.behind(segments.received(), wal.serverEnd());
                } else if (message instanceof StreamMessage.Keepalive keepalive) {
                    reportNow = keepalive.wantsReply();
                } else if (message instanceof StreamMessage.End) {
                    return new Outcome.LookAgain();
                } else if (isStuck(server, segments.received())) {
                    return new Outcome.LookAgain();
                }
                if (end.isPresent() && segments.received().compareTo(end.get()) >= 0) {
                    return new Outcome.GoOnAt(walk.behind(start.timeline()));
                }
                if (reportNow || System.nanoTime() - nextReport >= 0) {
                    stream.report(
                            segments.received(),
                            reported(segments),
                            config.time().instant());
                    nextReport = System.nanoTime() + config.statusInterval().toNanos();
                }
                state.received(segments.received(), segments.flushed());
            }
        } catch (SQLException e) {
            if (UNDEFINED_FILE.equals(e.getSQLState())) {
                throw new WalGapException(config.source(), state.wanted(start), e);
            }
            throw e;
        }
    }

    /** A server that reads the end of a timeline sends no byte beyond; one that was wrong about it might. */
    private static ByteBuffer upTo(Optional<Lsn> end, StreamMessage.Wal wal) {
        ByteBuffer content = wal.content();
        if (end.isPresent()) {
            long room = Math.max(0, end.get().minus(wal.start()));
            content.limit((int) Math.min(content.limit(), room));
        }
        return content;
    }

    /** Without a slot nobody waits for what we flush, and who reports it may be taken for a synchronous standby. */
    private Optional<Lsn> reported(SegmentSequence segments) {
        return config.slot().map(slot -> segments.flushed());
    }

    /**
     * Whether the silence is not for want of WAL. A server that was promoted says no more on this connection, as far as the
     * driver shows it; and a message that the silence cut in two is lost to the driver.
     */
    private boolean isStuck(ServerIdentity server, Lsn received) throws SQLException {
        try (ReplicationConnection second = config.source().connect(Duration.ofSeconds(10))) {
            ServerIdentity now = second.identify();
            return !now.timeline().equals(server.timeline()) || now.position().compareTo(received) > 0;
        }
    }
}
