package org.walsafe.clone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.walsafe.clone.copy.BackupForm;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.ControlFile;
import org.walsafe.wal.InvalidControlFileException;
import org.walsafe.wal.SystemIdentifier;

/**
 * Looks at those few files of a backup without which it is none, before anything is copied; whether all others are what they
 * should be, the copy finds out.
 */
final class BackupFileChecks {

    private static final List<String> NEEDED = List.of("PG_VERSION", "global/pg_control", "backup_label");

    private final Host host;
    private final FindingList findings;

    BackupFileChecks(Host host, FindingList findings) {
        this.host = host;
        this.findings = findings;
    }

    /** The cluster that the backup is of, as far as it or Barman says. */
    Optional<SystemIdentifier> check(PinnedBackup backup) {
        Optional<SystemIdentifier> stated = backup.info().systemIdentifier();
        if (backup.files().form() == BackupForm.TAR) {
            return stated;
        }
        try {
            HostPath data = backup.files().dataDirectory();
            boolean whole = true;
            for (String file : NEEDED) {
                whole &= isThere(data, file);
            }
            return whole ? Optional.of(compare(stated, control(data))) : stated;
        } catch (IOException e) {
            findings.unknown(CloneCheck.BACKUP_FILES, "The backup's files could not be looked at", e);
        } catch (InvalidControlFileException e) {
            findings.refuse(
                    CloneCheck.BACKUP_FILES,
                    "The backup's global/pg_control " + e.getMessage() + ".",
                    "The backup is damaged: choose another with --backup.");
        }
        return stated;
    }

    private boolean isThere(HostPath data, String file) throws IOException {
        HostPath path = HostPath.of(data + "/" + file);
        if (host.files().status(path).isPresent()) {
            return true;
        }
        findings.refuse(
                CloneCheck.BACKUP_FILES,
                "The backup has no " + file + ": " + host.name() + ":" + path + " is not there.",
                "The backup is damaged: choose another with --backup.");
        return false;
    }

    private ControlFile control(HostPath data) throws IOException {
        HostPath file = data.child("global").child("pg_control");
        try (InputStream in = host.files().read(file, 0)) {
            return ControlFile.parse(in.readNBytes(ControlFile.BYTES));
        } catch (NoSuchFileException gone) {
            throw new IOException(gone.getFile() + " was there a moment ago", gone);
        }
    }

    private SystemIdentifier compare(Optional<SystemIdentifier> stated, ControlFile control) {
        if (stated.isPresent() && !stated.get().equals(control.systemIdentifier())) {
            findings.refuse(
                    CloneCheck.BACKUP_FILES,
                    "The backup's files are of the cluster " + control.systemIdentifier() + ", and Barman says of "
                            + stated.get() + ".",
                    "Somebody has exchanged them: choose another backup with --backup.");
        }
        return control.systemIdentifier();
    }
}
