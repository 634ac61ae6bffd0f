package org.walsafe.jdbc;

import java.util.Set;

/**
 * What the inspecting role may do.
 *
 * <p>Immutable and thread-safe.
 *
 * @param role its name
 * @param granted what it may
 * @since 0.1.0
 */
public record RolePrivileges(String role, Set<Privilege> granted) {

    /** What WalSafe and Barman ask of a role. */
    public enum Privilege {
        /** Everything. */
        SUPERUSER,
        /** Replication connections. */
        REPLICATION,
        /** Member of {@code pg_monitor} (10 and newer). */
        MONITOR,
        /** {@code pg_switch_wal}, {@code pg_switch_xlog} before 10. */
        SWITCH_WAL,
        /** Start and stop backups. */
        BACKUP
    }

    /** Keeps a copy. */
    public RolePrivileges {
        granted = Set.copyOf(granted);
    }

    /**
     * {@return whether the role may do it}
     *
     * @param privilege what
     */
    public boolean may(Privilege privilege) {
        return granted.contains(privilege);
    }
}
