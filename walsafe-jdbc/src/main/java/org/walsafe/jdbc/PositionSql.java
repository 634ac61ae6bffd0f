package org.walsafe.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineId;

/** Where a server is in its WAL. */
record PositionSql(RecoveryState recovery, Optional<Lsn> lsn, Visible<TimelineId> timeline) {

    static PositionSql read(Session session, ServerVersion version) throws SQLException {
        boolean walNames = version.isAtLeast(ServerVersion.V10);
        if (text(session, "SELECT pg_catalog.pg_is_in_recovery()::text")
                .orElseThrow()
                .equals("true")) {
            Optional<Lsn> replayed = text(
                            session,
                            walNames
                                    ? "SELECT pg_catalog.pg_last_wal_replay_lsn()::text"
                                    : "SELECT pg_catalog.pg_last_xlog_replay_location()::text")
                    .map(Lsn::parse);
            return new PositionSql(RecoveryState.IN_RECOVERY, replayed, timelineOfStandby(session, version));
        }
        String lsn = text(
                        session,
                        walNames
                                ? "SELECT pg_catalog.pg_current_wal_lsn()::text"
                                : "SELECT pg_catalog.pg_current_xlog_location()::text")
                .orElseThrow();
        String file = text(
                        session,
                        walNames
                                ? "SELECT pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn())"
                                : "SELECT pg_catalog.pg_xlogfile_name(pg_catalog.pg_current_xlog_location())")
                .orElseThrow();
        return new PositionSql(
                RecoveryState.PRIMARY,
                Optional.of(Lsn.parse(lsn)),
                new Visible.Seen<>(SegmentName.parse(file).timeline()));
    }

    private static Visible<TimelineId> timelineOfStandby(Session session, ServerVersion version) throws SQLException {
        if (!version.isAtLeast(ServerVersion.V9_6)) {
            return new Visible.NotVisible<>("PostgreSQL 9.6 over SQL, or a replication connection");
        }
        String timeline = text(session, "SELECT timeline_id::text FROM pg_catalog.pg_control_checkpoint()")
                .orElseThrow();
        return new Visible.Seen<>(TimelineId.of(Long.parseLong(timeline)));
    }

    private static Optional<String> text(Session session, String sql) throws SQLException {
        try (PreparedStatement query = session.prepare(sql);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return Optional.ofNullable(rows.getString(1));
        }
    }
}
