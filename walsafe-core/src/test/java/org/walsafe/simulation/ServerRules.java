package org.walsafe.simulation;

import java.util.Comparator;
import java.util.List;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * What a version of PostgreSQL does its own way ({@code pgarch.c}, {@code xlogarchive.c}, {@code xlog.c}).
 *
 * @param major whose WAL it writes, and whether a promotion archives a partial segment (9.5) or the unfinished one under its
 *     full name
 * @param order in which the archiver offers what waits: since 9.5.16, 9.6.12, 10.7, 11.2 and 12 timeline histories come first
 * @param scan how many names one listing serves: 64 since 15
 * @param orphans what becomes of a {@code .ready} whose file is gone
 * @param renaming whether the renaming of {@code .ready} to {@code .done} is flushed
 * @param removal whether the removal of an old segment is flushed
 */
record ServerRules(PostgresMajor major, Order order, int scan, Orphans orphans, Flushing renaming, Flushing removal) {

    /** In which order the archiver goes. */
    enum Order {
        BY_NAME,
        HISTORIES_FIRST;

        Comparator<WalFileName> comparator() {
            Comparator<WalFileName> byName = Comparator.comparing(WalFileName::text);
            return this == BY_NAME
                    ? byName
                    : Comparator.<WalFileName, Boolean>comparing(file -> !(file instanceof TimelineHistoryName))
                            .thenComparing(byName);
        }
    }

    /** What becomes of a status file without its file. */
    enum Orphans {
        OFFERED,
        REMOVED
    }

    /** Whether a change of names is durable at once. */
    enum Flushing {
        AT_ONCE,
        IN_TIME
    }

    static final List<ServerRules> ALL = List.of(
            with(PostgresMajor.V9_2, Order.BY_NAME),
            with(PostgresMajor.V9_3, Order.BY_NAME),
            with(PostgresMajor.V9_5, Order.BY_NAME),
            with(PostgresMajor.V9_6, Order.HISTORIES_FIRST),
            with(PostgresMajor.V10, Order.HISTORIES_FIRST),
            with(PostgresMajor.V12, Order.HISTORIES_FIRST),
            with(PostgresMajor.V15, Order.HISTORIES_FIRST),
            with(PostgresMajor.V16, Order.HISTORIES_FIRST),
            with(PostgresMajor.V18, Order.HISTORIES_FIRST));

    static ServerRules any(Dice dice) {
        return ALL.get(dice.nextInt(ALL.size()));
    }

    private static ServerRules with(PostgresMajor major, Order order) {
        return new ServerRules(
                major,
                order,
                major.isAtLeast(PostgresMajor.V15) ? 64 : 1,
                major.isAtLeast(PostgresMajor.V12) ? Orphans.REMOVED : Orphans.OFFERED,
                major.isAtLeast(PostgresMajor.V16) ? Flushing.IN_TIME : Flushing.AT_ONCE,
                major.isAtLeast(PostgresMajor.V10) ? Flushing.AT_ONCE : Flushing.IN_TIME);
    }
}
