package org.walsafe.archive;

import java.util.Optional;
import org.walsafe.wal.BackupHistoryName;

/** Lets backup history files go: no stream carries them, and no restore needs them. */
final class BackupHistoryRule implements ArchiveRule {

    @Override
    public String name() {
        return "backup-history";
    }

    @Override
    public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
        return question.file() instanceof BackupHistoryName name
                ? Optional.of(new ArchiveDecision.Archived(
                        name(), name.text().concat(" is a backup history file, which needs no confirmation")))
                : Optional.empty();
    }
}
