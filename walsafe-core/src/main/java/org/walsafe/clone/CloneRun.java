package org.walsafe.clone;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.clone.copy.BackupCopier;
import org.walsafe.clone.copy.CopyFailedException;
import org.walsafe.clone.copy.CopyRequest;
import org.walsafe.clone.copy.StagedCopy;
import org.walsafe.error.WalSafeException;

/** One clone, from the slot to the last rename. For one thread. */
final class CloneRun {

    private static final Logger LOG = LoggerFactory.getLogger(CloneRun.class);

    private final CloneJob job;
    private final ClonePlan.Ready ready;
    private Optional<String> createdSlot = Optional.empty();

    CloneRun(CloneJob job, ClonePlan.Ready ready) {
        this.job = job;
        this.ready = ready;
    }

    CloneOutcome run(Instant began) {
        try {
            createSlot();
            job.progress().step("retrieving the backup " + ready.backup().id() + " from Barman");
            CloneReport report = copy(began);
            return new CloneOutcome.Cloned(report);
        } catch (CopyFailedException e) {
            return failed(kindOf(e), e);
        } catch (WalGoneException e) {
            return failed(CloneOutcome.Kind.DAMAGED_BACKUP, e.reason);
        } catch (IOException e) {
            return failed(
                    CloneOutcome.Kind.INTERRUPTED,
                    new CloneInterruptedException(
                            "the clone could not go on: " + e.getMessage(),
                            "The data directory is as it was; what was copied is kept for the next attempt.",
                            e));
        } catch (RuntimeException e) {
            dropCreatedSlot(e);
            throw e;
        }
    }

    private CloneReport copy(Instant began) throws IOException, WalGoneException {
        CopyRequest request = new CopyRequest(
                job.barman(),
                ready.backup().files(),
                job.settings().dataDirectory(),
                ready.tablespaces(),
                job.settings().existing(),
                job.settings().limits(),
                job.progress());
        try (StagedCopy staged = new BackupCopier().copy(request)) {
            job.progress().step("writing the recovery configuration");
            List<String> notes = new ArrayList<>(new RecoveryConfiguration(
                            staged.dataDirectory(), ready.backup().major())
                    .write(ready.recovery()));
            requireWal(staged);
            job.progress().step("putting the copy in its place");
            staged.publish();
            return new CloneReport(
                    ready.backup().id(),
                    job.settings().dataDirectory(),
                    staged.report(),
                    ready.wal(),
                    createdSlot,
                    notes,
                    ready.start(),
                    Duration.between(began, job.time().instant()));
        }
    }

    /** Before the copy, so that no WAL is recycled that the standby will want to stream. */
    private void createSlot() throws IOException {
        if (job.settings().slot().isPresent() && job.upstream().isPresent()) {
            String slot = job.settings().slot().get();
            if (job.upstream().get().slot(slot).isEmpty()) {
                job.upstream().get().createSlot(slot);
                createdSlot = Optional.of(slot);
            }
        }
    }

    /** Retention may have deleted, while the copy was made, the WAL without which it is worth nothing. */
    private void requireWal(StagedCopy staged) throws WalGoneException {
        FindingList findings = staged.ask(() -> {
            FindingList found = new FindingList(CloneProgress.NONE);
            new WalChecks(job.barman(), job.time(), found).look(ready.backup());
            return found;
        });
        if (findings.stops()) {
            throw new WalGoneException(new CloneInterruptedException(
                    "while the backup was copied, its WAL went away: "
                            + String.join(" ", WalChecks.sentences(findings)),
                    "Choose a newer backup, and have Barman keep it: barman keep --target standalone "
                            + job.settings().barman().name() + " "
                            + ready.backup().id() + "."));
        }
    }

    private static CloneOutcome.Kind kindOf(CopyFailedException e) {
        return switch (e.failure()) {
            case DAMAGED_BACKUP, BACKUP_CHANGED, HOSTILE_BACKUP -> CloneOutcome.Kind.DAMAGED_BACKUP;
            case TARGET_NOT_EMPTY, TARGET_IN_USE -> CloneOutcome.Kind.TARGET_TAKEN;
            case SOURCE_UNREACHABLE, SOURCE_UNREADABLE, TARGET_UNWRITABLE, DEADLINE_PASSED, INTERRUPTED ->
                CloneOutcome.Kind.INTERRUPTED;
        };
    }

    private CloneOutcome failed(CloneOutcome.Kind kind, WalSafeException failure) {
        dropCreatedSlot(failure);
        return new CloneOutcome.Failed(kind, failure);
    }

    /** A slot that nobody streams through would have its server keep WAL for ever. */
    private void dropCreatedSlot(RuntimeException failure) {
        if (createdSlot.isPresent() && job.upstream().isPresent()) {
            try {
                job.upstream().get().dropSlot(createdSlot.get());
            } catch (IOException e) {
                LOG.warn(
                        "the replication slot {} was created for a clone that failed, and could not be dropped: {}",
                        createdSlot.get(),
                        e.getMessage());
                failure.addSuppressed(e);
            }
        }
    }

    /** The WAL that the backup needs was there before the copy, and is not after it. */
    private static final class WalGoneException extends Exception {

        private static final long serialVersionUID = 1L;

        private final CloneInterruptedException reason;

        WalGoneException(CloneInterruptedException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
