package org.walsafe.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.walsafe.jdbc.RolePrivileges.Privilege;

/** What the session's role may do. For one thread. */
record RoleSql(Session session, ServerVersion version) {

    RolePrivileges read() throws SQLException {
        Set<Privilege> granted = EnumSet.noneOf(Privilege.class);
        String role;
        try (PreparedStatement query = session.prepare("SELECT rolname, rolsuper, rolreplication, " + monitor() + ", "
                        + switchWal() + ", " + backup() + " FROM pg_catalog.pg_roles WHERE rolname = current_user");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            role = rows.getString(1);
            Privilege[] inOrder = {
                Privilege.SUPERUSER, Privilege.REPLICATION, Privilege.MONITOR, Privilege.SWITCH_WAL, Privilege.BACKUP
            };
            for (int i = 0; i < inOrder.length; i++) {
                if (rows.getBoolean(i + 2)) {
                    granted.add(inOrder[i]);
                }
            }
        }
        return new RolePrivileges(role, granted);
    }

    static StreamingRight mayStream(Session session, String role) throws SQLException {
        try (PreparedStatement query = session.prepare(
                        "SELECT rolsuper OR rolreplication FROM pg_catalog.pg_roles WHERE rolname = ?", role);
                ResultSet rows = query.executeQuery()) {
            if (!rows.next()) {
                return StreamingRight.NO_SUCH_ROLE;
            }
            return rows.getBoolean(1) ? StreamingRight.GRANTED : StreamingRight.MISSING;
        }
    }

    private String monitor() {
        return version.isAtLeast(ServerVersion.V10) ? "pg_has_role('pg_monitor', 'MEMBER')" : "rolsuper";
    }

    /** From 9.6 on privileges decide; before, the functions themselves ask for a superuser. */
    private String switchWal() {
        if (!version.isAtLeast(ServerVersion.V9_6)) {
            return "rolsuper";
        }
        return mayExecute(version.isAtLeast(ServerVersion.V10) ? "pg_switch_wal()" : "pg_switch_xlog()");
    }

    private String backup() {
        if (!version.isAtLeast(ServerVersion.V9_6)) {
            return "rolsuper OR rolreplication";
        }
        return mayExecute(
                version.isAtLeast(ServerVersion.V15)
                        ? "pg_backup_start(text, boolean)"
                        : "pg_start_backup(text, boolean, boolean)");
    }

    private static String mayExecute(String function) {
        return "has_function_privilege('pg_catalog." + function + "', 'EXECUTE')";
    }
}
