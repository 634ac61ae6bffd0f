package org.walsafe.clone.copy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.walsafe.barman.BackupId;
import org.walsafe.barman.BackupInfo;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.barman.Tablespace;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SystemIdentifier;

/**
 * Where the files of one base backup are.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what to call it in messages, for example {@code backup 20261120T193709}
 * @param form plain files or tar files
 * @param dataDirectory the directory that holds the data directory's files, or the tar files
 * @param tablespaces every tablespace of the backup, by its number, with the directory of its files; of a backup in tar form,
 *     and of a tablespace without files, that directory need not be there
 * @param version PostgreSQL's {@code server_version_num}, where the catalogue tells; else it is read from {@code PG_VERSION}
 * @param systemIdentifier the cluster, where the catalogue tells; the copy's control file is then compared with it
 * @since 0.1.0
 */
public record BackupCopySource(
        String name,
        BackupForm form,
        HostPath dataDirectory,
        Map<Long, HostPath> tablespaces,
        OptionalInt version,
        Optional<SystemIdentifier> systemIdentifier) {

    /** Copies the map. */
    public BackupCopySource {
        tablespaces = Map.copyOf(tablespaces);
    }

    /**
     * Finds the files of one of Barman's backups. Blocks as long as the host does.
     *
     * @param host the machine that the catalogue is on
     * @param catalogue the catalogue
     * @param info what Barman wrote down about the backup
     * @return where its files are
     * @throws FileNotFoundException where the catalogue has none of this backup
     * @throws IOException where nobody could look
     */
    public static BackupCopySource of(Host host, BarmanCatalogue catalogue, BackupInfo info) throws IOException {
        BackupId id = info.id();
        HostPath data = catalogue
                .dataDirectory(id)
                .orElseThrow(() -> new FileNotFoundException(catalogue.location() + " has no files of backup " + id));
        Map<Long, HostPath> tablespaces = new TreeMap<>();
        for (Tablespace tablespace : info.tablespaces()) {
            tablespaces.put(tablespace.oid(), catalogue.directory(id).child(Long.toString(tablespace.oid())));
        }
        return new BackupCopySource(
                "backup " + id, form(host, data), data, tablespaces, info.version(), info.systemIdentifier());
    }

    private static BackupForm form(Host host, HostPath data) throws IOException {
        BackupForm[] form = {BackupForm.PLAIN};
        host.files().list(data, name -> {
            if (BackupTarName.isBase(name)) {
                form[0] = BackupForm.TAR;
                return DirectoryVisitor.Next.STOP;
            }
            return DirectoryVisitor.Next.CONTINUE;
        });
        return form[0];
    }
}
