package org.walsafe.verify;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.walsafe.barman.BackupId;
import org.walsafe.barman.BackupInfo;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.barman.Tablespace;
import org.walsafe.host.FileKind;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;

/**
 * Where the files of a base backup are.
 *
 * <p>Immutable; as thread-safe as the host.
 *
 * @param host the machine; stays the caller's to close
 * @param data the copy of the data directory, or the directory of tar files; empty where there is none
 * @param tablespaces the directories of tablespaces outside {@code data}, by their numbers
 * @param info what Barman wrote down about it, where it is Barman's
 * @since 0.1.0
 */
public record BackupPlace(
        Host host, Optional<HostPath> data, Map<Long, HostPath> tablespaces, Optional<BackupInfo> info) {

    /** Copies the map. */
    public BackupPlace {
        tablespaces = Map.copyOf(tablespaces);
    }

    /**
     * {@return a backup in a directory, as {@code pg_basebackup} writes it}
     *
     * @param host the machine
     * @param directory the directory
     */
    public static BackupPlace of(Host host, HostPath directory) {
        return new BackupPlace(host, Optional.of(directory), Map.of(), Optional.empty());
    }

    /**
     * {@return a backup of Barman's}
     *
     * @param host the machine that the catalogue is on
     * @param catalogue the catalogue
     * @param id the backup
     * @throws FileNotFoundException where there is no such backup
     * @throws IOException where nobody could look, or its {@code backup.info} is damaged
     */
    public static BackupPlace of(Host host, BarmanCatalogue catalogue, BackupId id) throws IOException {
        BackupInfo info = catalogue
                .backup(id)
                .orElseThrow(() -> new FileNotFoundException(catalogue.location() + " has no backup " + id));
        Map<Long, HostPath> tablespaces = new TreeMap<>();
        for (Tablespace tablespace : info.tablespaces()) {
            HostPath directory = catalogue.directory(id).child(Long.toString(tablespace.oid()));
            if (host.files()
                    .status(directory)
                    .filter(status -> status.kind() == FileKind.DIRECTORY)
                    .isPresent()) {
                tablespaces.put(tablespace.oid(), directory);
            }
        }
        return new BackupPlace(host, catalogue.dataDirectory(id), tablespaces, Optional.of(info));
    }

    /** {@return what to call it in messages} */
    public String name() {
        return info.map(i -> "backup " + i.id())
                .orElseGet(
                        () -> host.name() + ":" + data.map(HostPath::toString).orElse(""));
    }
}
