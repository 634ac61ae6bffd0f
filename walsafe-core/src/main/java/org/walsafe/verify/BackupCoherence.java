package org.walsafe.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.walsafe.barman.BackupInfo;
import org.walsafe.barman.Tablespace;
import org.walsafe.error.PrintableText;
import org.walsafe.verify.manifest.BackupManifest;
import org.walsafe.wal.ControlFile;
import org.walsafe.wal.InvalidControlFileException;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SystemIdentifier;

/** Whether the parts of a backup, once read, are those of one backup of one cluster. For one backup. */
final class BackupCoherence {

    private static final String CONTROL = "global/pg_control";

    private final Optional<BackupInfo> info;
    private final Optional<BackupManifest> manifest;
    private final BackupFileChecks files;
    private final FindingLog log;
    private Optional<ControlFile> control = Optional.empty();
    private Optional<BackupLabel> label = Optional.empty();

    BackupCoherence(
            Optional<BackupInfo> info, Optional<BackupManifest> manifest, BackupFileChecks files, FindingLog log) {
        this.info = info;
        this.manifest = manifest;
        this.files = files;
        this.log = log;
    }

    void run(Set<Long> tablespaces) {
        checkControlFile();
        checkVersion();
        checkLabel();
        checkClusters();
        checkTablespaces(tablespaces);
    }

    Optional<ControlFile> control() {
        return control;
    }

    Optional<BackupLabel> label() {
        return label;
    }

    private void checkControlFile() {
        Optional<byte[]> content = files.kept(CONTROL);
        if (content.isEmpty()) {
            missing(CONTROL);
            return;
        }
        try {
            control = Optional.of(ControlFile.parse(content.get()));
        } catch (InvalidControlFileException e) {
            log.add(new Finding(FindingKind.INVALID_FILE, CONTROL, String.valueOf(e.getMessage())));
        }
    }

    private void checkVersion() {
        Optional<byte[]> content = files.kept("PG_VERSION");
        if (content.isEmpty()) {
            missing("PG_VERSION");
            return;
        }
        String version = new String(content.get(), StandardCharsets.US_ASCII).strip();
        if (!version.matches("[0-9]{1,2}(\\.[0-9])?")) {
            log.add(new Finding(FindingKind.INVALID_FILE, "PG_VERSION", "says " + PrintableText.quoted(version)));
            return;
        }
        Optional<PostgresMajor> recorded = info.isPresent()
                        && info.get().version().isPresent()
                ? PostgresMajor.fromServerVersionNum(info.get().version().getAsInt())
                : Optional.empty();
        if (recorded.isPresent() && !recorded.get().toString().equals(version)) {
            contradiction(
                    "PG_VERSION", "says " + version + ", but Barman took the backup from PostgreSQL " + recorded.get());
        }
    }

    private void checkLabel() {
        Optional<byte[]> content = files.kept("backup_label");
        if (content.isEmpty()) {
            if (info.flatMap(BackupInfo::backupLabel).isEmpty() && !files.isOutOfSight("backup_label")) {
                log.add(new Finding(
                        FindingKind.MISSING_FILE,
                        "backup_label",
                        "not in the backup: a server started from it would not replay from the right place"));
            }
            return;
        }
        label = BackupLabel.parse(new String(content.get(), StandardCharsets.UTF_8));
        if (label.isEmpty()) {
            log.add(new Finding(FindingKind.INVALID_FILE, "backup_label", "does not say where the backup begins"));
            return;
        }
        if (label.get().incremental() && info.isEmpty()) {
            log.add(new Finding(
                    FindingKind.INCREMENTAL_BACKUP,
                    "backup_label",
                    "an incremental backup, of no use without those that it builds on, which were not looked at"));
        }
        Optional<Lsn> recorded = info.flatMap(BackupInfo::begin).flatMap(begin -> begin.lsn());
        if (recorded.isPresent() && !recorded.get().equals(label.get().start())) {
            contradiction(
                    "backup_label",
                    "says that the backup begins at " + label.get().start() + ", but Barman's metadata says "
                            + recorded.get());
        }
    }

    private void checkClusters() {
        List<SystemIdentifier> said = new ArrayList<>();
        control.map(ControlFile::systemIdentifier).ifPresent(said::add);
        Optional<SystemIdentifier> listed = manifest.flatMap(BackupManifest::systemIdentifier);
        if (listed.isPresent() && said.stream().anyMatch(other -> !other.equals(listed.get()))) {
            contradiction(
                    BackupManifest.FILE_NAME,
                    "is of cluster " + listed.get() + ", but " + CONTROL + " is of cluster " + said.get(0));
        }
        listed.ifPresent(said::add);
        Optional<SystemIdentifier> recorded = info.flatMap(BackupInfo::systemIdentifier);
        if (recorded.isPresent() && said.stream().anyMatch(other -> !other.equals(recorded.get()))) {
            contradiction(CONTROL, "is of cluster " + said.get(0) + ", but Barman's metadata says " + recorded.get());
        }
    }

    private void checkTablespaces(Set<Long> found) {
        for (Tablespace tablespace : info.map(BackupInfo::tablespaces).orElse(List.of())) {
            String path = "pg_tblspc/" + tablespace.oid();
            if (!found.contains(tablespace.oid()) && !files.isOutOfSight(path)) {
                log.add(new Finding(
                        FindingKind.MISSING_FILE,
                        path,
                        "the tablespace " + PrintableText.quoted(tablespace.name()) + " is not in the backup"));
            }
        }
    }

    private void missing(String file) {
        boolean noted = manifest.isPresent() && manifest.get().files().containsKey(file);
        if (!noted && !files.isOutOfSight(file)) {
            log.add(new Finding(FindingKind.MISSING_FILE, file, "not in the backup"));
        }
    }

    private void contradiction(String file, String sentence) {
        log.add(new Finding(FindingKind.CONTRADICTION, file, sentence));
    }
}
