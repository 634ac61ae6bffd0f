package org.walsafe.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.walsafe.barman.WalPlace;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/**
 * Where a WAL file is at PostgreSQL and at Barman. Worked out once for all worlds: there are few names.
 *
 * @param wal in PostgreSQL's directory
 * @param ready its status file while it waits
 * @param done its status file afterwards
 * @param streamed where Barman receives it
 * @param copying its name while Barman archives it
 * @param archived where Barman keeps it
 */
record Places(HostPath wal, HostPath ready, HostPath done, HostPath streamed, HostPath copying, HostPath archived) {

    private static final Map<WalFileName, Places> KNOWN = new ConcurrentHashMap<>();

    static Places of(WalFileName file) {
        return KNOWN.computeIfAbsent(file, Places::workedOut);
    }

    private static Places workedOut(WalFileName file) {
        String name = file.text();
        HostPath archived = SimulatedBarman.LAYOUT.archived(file);
        return new Places(
                SimulatedCluster.WAL.child(name),
                SimulatedCluster.STATUS.child(name + ".ready"),
                SimulatedCluster.STATUS.child(name + ".done"),
                SimulatedBarman.LAYOUT.path(file, WalPlace.STREAMING),
                archived.parent().child(name + ".tmp"),
                archived);
    }
}
