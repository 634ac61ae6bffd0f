package org.walsafe.jdbc.receive;

import java.nio.ByteBuffer;
import org.walsafe.wal.Lsn;

/** What a server says while it streams (PostgreSQL's protocol, "Streaming Replication Protocol", 9.3 to 18). */
sealed interface StreamMessage {

    /** WAL from a position on, and up to where the server has some. */
    record Wal(Lsn start, Lsn serverEnd, ByteBuffer content) implements StreamMessage {}

    /** A sign of life that may ask for one. */
    record Keepalive(boolean wantsReply) implements StreamMessage {}

    /** Nothing, for as long as was to be waited. */
    record Silence() implements StreamMessage {}

    /** The server has ended the stream. */
    record End() implements StreamMessage {}
}
