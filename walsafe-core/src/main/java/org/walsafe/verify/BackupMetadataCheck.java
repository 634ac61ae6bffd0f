package org.walsafe.verify;

import java.util.Optional;
import org.walsafe.barman.BackupBoundary;
import org.walsafe.barman.BackupInfo;
import org.walsafe.wal.Lsn;

/** Whether what Barman wrote down about a backup makes sense, and says that there is one. */
final class BackupMetadataCheck {

    private final BackupInfo info;
    private final FindingLog log;

    BackupMetadataCheck(BackupInfo info, FindingLog log) {
        this.info = info;
        this.log = log;
    }

    void run() {
        checkStatus();
        checkBoundaries();
        info.parent()
                .ifPresent(parent -> note(
                        FindingKind.INCREMENTAL_BACKUP,
                        "an incremental backup, of no use without backup " + parent
                                + " and those before, which were not looked" + " at"));
        info.encryption().ifPresent(how -> note(FindingKind.ENCRYPTED, "encrypted with " + how));
        info.mode()
                .filter(mode -> mode.startsWith("snapshot"))
                .ifPresent(mode -> note(
                        FindingKind.FILES_ELSEWHERE,
                        "its files are in snapshots of storage, which were not looked at"));
    }

    private void checkStatus() {
        switch (info.status()) {
            case DONE, WAITING_FOR_WALS -> {}
            case FAILED ->
                note(
                        FindingKind.FAILED_BACKUP,
                        "Barman says that it failed"
                                + info.error().map(error -> ": " + error).orElse(""));
            case EMPTY, STARTED, SYNCING ->
                note(FindingKind.UNFINISHED_BACKUP, "Barman says that it is " + info.status() + ", so not finished");
        }
    }

    private void checkBoundaries() {
        Optional<BackupBoundary> begin = info.begin();
        Optional<BackupBoundary> end = info.end();
        if (begin.isEmpty() || end.isEmpty()) {
            note(FindingKind.UNFINISHED_BACKUP, "its metadata does not say which WAL it needs");
            return;
        }
        Optional<Lsn> from = begin.get().lsn();
        Optional<Lsn> to = end.get().lsn();
        if (from.isPresent() && to.isPresent() && to.get().compareTo(from.get()) < 0) {
            note(
                    FindingKind.CONTRADICTION,
                    "its metadata says that it ends at " + to.get() + ", before it begins at " + from.get());
        }
        if (info.timeline().isPresent()
                && !info.timeline().get().equals(begin.get().segment().timeline())) {
            note(
                    FindingKind.CONTRADICTION,
                    "its metadata says timeline " + info.timeline().get() + ", but that it begins in segment "
                            + begin.get().segment());
        }
    }

    private void note(FindingKind kind, String sentence) {
        log.add(new Finding(kind, "backup " + info.id(), sentence));
    }
}
