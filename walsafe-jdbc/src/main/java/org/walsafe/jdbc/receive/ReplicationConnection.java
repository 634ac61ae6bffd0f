package org.walsafe.jdbc.receive;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;

/** The commands of a walsender. For one thread, except that any may {@link #abort}. */
final class ReplicationConnection implements AutoCloseable {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,4})(MB|GB)");

    private final Connection connection;

    ReplicationConnection(Connection connection) {
        this.connection = connection;
    }

    private int major() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    /** The position is one that WAL may be asked for once it is rounded down to a segment's start. */
    ServerIdentity identify() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new ServerIdentity(
                    SystemIdentifier.parse(row.getString(1)),
                    TimelineId.of(Long.parseLong(row.getString(2))),
                    Lsn.parse(row.getString(3)));
        }
    }

    /** Empty before 10, where a walsender does not know {@code SHOW}. */
    Optional<SegmentSize> segmentSize() throws SQLException {
        if (major() < 10) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW wal_segment_size")) {
            row.next();
            Matcher size = SIZE.matcher(row.getString(1));
            if (!size.matches()) {
                throw new SQLException("wal_segment_size is " + row.getString(1));
            }
            return Optional.of(SegmentSize.of(
                    Long.parseLong(size.group(1)) << (size.group(2).equals("MB") ? 20 : 30)));
        }
    }

    /** The bytes of a timeline's history file. */
    byte[] history(TimelineHistoryName name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + name.timeline())) {
            row.next();
            if (!row.getString(1).equals(name.text())) {
                throw new SQLException("the server sent " + row.getString(1) + " instead of " + name);
            }
            byte[] content = row.getString(2).getBytes(StandardCharsets.UTF_8);
            if (content.length > TimelineHistory.MAX_BYTES) {
                throw new SQLException(name + " has " + content.length + " bytes");
            }
            return content;
        }
    }

    /** Creates a slot that keeps WAL from now on, where it does not exist (9.4 and newer; 9.6 and newer from now on). */
    void createSlot(SlotName slot) throws SQLException {
        boolean reserves =
                major() >= 10 || (major() == 9 && connection.getMetaData().getDatabaseMinorVersion() >= 6);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE_REPLICATION_SLOT \"" + slot + "\" PHYSICAL" + (reserves ? " RESERVE_WAL" : ""));
        } catch (SQLException e) {
            if (!"42710".equals(e.getSQLState())) { // duplicate_object
                throw e;
            }
        }
    }

    /** From where on a slot keeps WAL; empty where it keeps none yet, and before 15, where a walsender cannot tell. */
    Optional<WalPosition> slotStart(SlotName slot) throws SQLException {
        if (major() < 15) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("READ_REPLICATION_SLOT \"" + slot + '"')) {
            String lsn = row.next() ? row.getString(2) : null;
            return lsn == null
                    ? Optional.empty()
                    : Optional.of(new WalPosition(TimelineId.of(Long.parseLong(row.getString(3))), Lsn.parse(lsn)));
        }
    }

    WalStream stream(WalPosition from, Optional<SlotName> slot) throws SQLException {
        String named = slot.map(name -> " SLOT \"" + name + '"').orElse("");
        return new WalStream(connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyDual("START_REPLICATION" + named + ' ' + from.lsn() + " TIMELINE " + from.timeline()));
    }

    /** Ends whatever is under way, from any thread. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException broken) {
            // it has ended already
        }
    }

    /** Without a farewell: the server may be in the midst of a copy. */
    @Override
    public void close() {
        abort();
    }
}
