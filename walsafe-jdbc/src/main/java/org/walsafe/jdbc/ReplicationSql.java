package org.walsafe.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.walsafe.wal.Lsn;

/** Who takes WAL and backups from a server. For one thread. */
record ReplicationSql(Session session, ServerVersion version) {

    List<ReplicationSlot> slots() throws SQLException {
        String walStatus = version.isAtLeast(ServerVersion.V13) ? "wal_status" : "NULL";
        List<ReplicationSlot> slots = new ArrayList<>();
        try (PreparedStatement query = session.prepare("SELECT slot_name, slot_type, active, restart_lsn::text, "
                        + walStatus + " FROM pg_catalog.pg_replication_slots ORDER BY slot_name");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                slots.add(new ReplicationSlot(
                        rows.getString(1),
                        rows.getString(2).equals("logical")
                                ? ReplicationSlot.Kind.LOGICAL
                                : ReplicationSlot.Kind.PHYSICAL,
                        rows.getBoolean(3),
                        Optional.ofNullable(rows.getString(4)).map(Lsn::parse),
                        Optional.ofNullable(rows.getString(5))));
            }
        }
        return List.copyOf(slots);
    }

    /** Empty where there are clients, and the role may not see them. */
    Optional<List<StreamingClient>> clients() throws SQLException {
        String suffix = version.isAtLeast(ServerVersion.V10) ? "_lsn" : "_location";
        List<StreamingClient> clients = new ArrayList<>();
        try (PreparedStatement query = session.prepare(
                        "SELECT application_name, pg_catalog.host(client_addr), state, sent" + suffix + "::text, flush"
                                + suffix + "::text FROM pg_catalog.pg_stat_replication ORDER BY pid");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                String state = rows.getString(3);
                if (state == null) {
                    return Optional.empty();
                }
                clients.add(new StreamingClient(
                        rows.getString(1),
                        Optional.ofNullable(rows.getString(2)),
                        state,
                        Optional.ofNullable(rows.getString(4)).map(Lsn::parse),
                        Optional.ofNullable(rows.getString(5)).map(Lsn::parse)));
            }
        }
        return Optional.of(List.copyOf(clients));
    }

    Set<BackupWay> backupWays() throws SQLException {
        Set<BackupWay> ways = EnumSet.of(BackupWay.BASE_BACKUP);
        if (!version.isAtLeast(ServerVersion.V15)) {
            ways.add(BackupWay.EXCLUSIVE);
        }
        if (version.isAtLeast(ServerVersion.V9_6)) {
            ways.add(BackupWay.CONCURRENT);
        } else if (hasPgespresso()) {
            ways.add(BackupWay.PGESPRESSO);
        }
        return ways;
    }

    private boolean hasPgespresso() throws SQLException {
        try (PreparedStatement query =
                        session.prepare("SELECT 1 FROM pg_catalog.pg_extension WHERE extname = 'pgespresso'");
                ResultSet rows = query.executeQuery()) {
            return rows.next();
        }
    }
}
