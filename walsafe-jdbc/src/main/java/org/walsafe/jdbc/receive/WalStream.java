package org.walsafe.jdbc.receive;

import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.postgresql.copy.CopyDual;
import org.walsafe.wal.Lsn;

/**
 * The messages of a replication stream, below the driver's own API for it: that one knows neither timelines nor 9.3, and
 * reports as flushed what it has merely received. For one thread.
 */
final class WalStream {

    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int WAL_HEADER = 1 + 8 + 8 + 8;
    private static final int KEEPALIVE_LENGTH = 1 + 8 + 8 + 1;
    private static final int STATUS_LENGTH = 1 + 8 + 8 + 8 + 8 + 1;

    private final CopyDual copy;

    WalStream(CopyDual copy) {
        this.copy = copy;
    }

    /** Waits for the next message, as long as the connection's time for silence at most. */
    StreamMessage next() throws SQLException {
        byte[] message;
        try {
            message = copy.readFromCopy(true);
        } catch (SQLException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                return new StreamMessage.Silence();
            }
            throw e;
        }
        return message == null ? new StreamMessage.End() : parsed(ByteBuffer.wrap(message));
    }

    static StreamMessage parsed(ByteBuffer message) throws SQLException {
        byte kind = message.hasRemaining() ? message.get(0) : 0;
        if (kind == 'w' && message.remaining() >= WAL_HEADER) {
            return new StreamMessage.Wal(
                    new Lsn(message.getLong(1)),
                    new Lsn(message.getLong(1 + 8)),
                    message.slice(WAL_HEADER, message.remaining() - WAL_HEADER));
        }
        if (kind == 'k' && message.remaining() == KEEPALIVE_LENGTH) {
            return new StreamMessage.Keepalive(message.get(KEEPALIVE_LENGTH - 1) != 0);
        }
        throw new SQLException("the server sent a message that no PostgreSQL sends: kind " + kind + ", "
                + message.remaining() + " bytes");
    }

    /**
     * Tells the server how far we are.
     *
     * @param flushed up to where WAL is on disk, or empty to say nothing of it
     */
    void report(Lsn written, Optional<Lsn> flushed, Instant now) throws SQLException {
        ByteBuffer status = ByteBuffer.allocate(STATUS_LENGTH)
                .put((byte) 'r')
                .putLong(written.value())
                .putLong(flushed.orElse(Lsn.ZERO).value())
                .putLong(0) // nothing is applied
                .putLong(ChronoUnit.MICROS.between(POSTGRES_EPOCH, now))
                .put((byte) 0); // no reply is wanted
        copy.writeToCopy(status.array(), 0, STATUS_LENGTH);
        copy.flushCopy();
    }
}
