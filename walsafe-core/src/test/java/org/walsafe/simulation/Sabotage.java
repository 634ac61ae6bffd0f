package org.walsafe.simulation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchivePolicy;
import org.walsafe.archive.ArchiveQuestion;
import org.walsafe.archive.ArchiveRule;
import org.walsafe.reconcile.ArchiveDurability;
import org.walsafe.reconcile.ArchiveVisitor;
import org.walsafe.reconcile.StoredWalFile;
import org.walsafe.reconcile.WalArchive;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.SimulatedHost.Care;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/** WalSafe with one thing broken on purpose, which the simulation has to find: so it is not blind. */
enum Sabotage implements Conduct {
    GATE_LETS_EVERYTHING_GO("which the archive may lose yet|was removed before the archive held it") {
        @Override
        public ArchivePolicy policy(ArchivePolicy faithful) {
            return ArchivePolicy.of(new Hasty());
        }
    },
    MARKER_NAMED_BEFORE_IT_IS_FLUSHED("waits for ever|conflicting marker") {
        @Override
        public Care care() {
            return Care.CONTENT_UNFLUSHED;
        }
    },
    MARKER_NAMED_AND_ITS_DIRECTORY_NOT_FLUSHED("waits for ever|conflicting marker") {
        @Override
        public Care care() {
            return Care.NAMES_UNFLUSHED;
        }
    },
    MARKER_WRITTEN_UNDER_ITS_FINAL_NAME("waits for ever|conflicting marker") {
        @Override
        public Care care() {
            return Care.NO_TEMPORARY_NAME;
        }
    },
    RECONCILER_CONFIRMS_WITHOUT_A_LOOK("which the archive may lose yet|was removed before|has no cause") {
        @Override
        public WalArchive archive(WalArchive faithful) {
            return new Imagined(faithful);
        }
    },
    NOBODY_FLUSHES_THE_ARCHIVE("which the archive may lose yet|was removed before the archive held it") {
        @Override
        public ArchiveDurability durability() {
            return ArchiveDurability.FLUSHED_BY_ARCHIVER;
        }
    },
    CONFLICT_IS_OVERWRITTEN("conflicting marker of .* is not what it was") {
        @Override
        public WalSafeRegistry registry(WalSafeRegistry faithful) {
            return new WatchedRegistry(faithful, file -> {}) {
                @Override
                public List<ConfirmOutcome> confirmAll(List<Confirmation> confirmations) {
                    List<ConfirmOutcome> outcomes = super.confirmAll(confirmations);
                    for (int i = 0; i < outcomes.size(); i++) {
                        if (outcomes.get(i) instanceof ConfirmOutcome.Conflict) {
                            super.withdraw(confirmations.get(i).file());
                        }
                    }
                    return super.confirmAll(confirmations);
                }
            };
        }
    },
    CLEAN_UP_TAKES_WHAT_IS_WAITED_FOR("is withdrawn while PostgreSQL waits for it") {
        @Override
        public WalSafeRegistry registry(WalSafeRegistry faithful) {
            return new WatchedRegistry(faithful, file -> {}) {
                @Override
                public boolean withdraw(WalFileName file) {
                    Remaining remaining = new Remaining();
                    super.list(remaining);
                    remaining.file.ifPresent(other -> super.withdraw(other));
                    return super.withdraw(file);
                }
            };
        }
    },
    NOTHING_IS_EVER_WITHDRAWN("markers pile up|waits for ever") {
        @Override
        public WalSafeRegistry registry(WalSafeRegistry faithful) {
            return new WatchedRegistry(faithful, file -> {}) {
                @Override
                public boolean withdraw(WalFileName file) {
                    return false;
                }
            };
        }
    },
    ABSENT_IS_TAKEN_FOR_CONFIRMED("which the archive may lose yet|was removed before the archive held it") {
        @Override
        public WalSafeRegistry registry(WalSafeRegistry faithful) {
            return new WatchedRegistry(faithful, file -> {}) {
                @Override
                public Lookup lookup(WalFileName file) {
                    Lookup found = super.lookup(file);
                    return found instanceof Lookup.NotConfirmed
                            ? new Lookup.Confirmed(Confirmation.unattested(file))
                            : found;
                }
            };
        }
    };

    private final String found;

    Sabotage(String found) {
        this.found = found;
    }

    /** What tells that it was this that was found. */
    String found() {
        return "(?s).*(" + found + ").*";
    }

    /** The first marker listed. */
    private static final class Remaining implements MarkerVisitor {

        private Optional<WalFileName> file = Optional.empty();

        @Override
        public void marker(MarkerKey key) {
            file = file.isPresent() ? file : Optional.of(key.file());
        }

        @Override
        public void stranger(String name) {
            // not a marker
        }
    }

    /** Says yes to everything. */
    private static final class Hasty implements ArchiveRule {

        @Override
        public String name() {
            return "hasty";
        }

        @Override
        public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
            return Optional.of(new ArchiveDecision.Archived(name(), "no reason"));
        }
    }

    /** Holds whatever it is asked for, with the content that it should have. */
    private record Imagined(WalArchive archive) implements WalArchive {

        @Override
        public String location() {
            return archive.location();
        }

        @Override
        public Optional<SystemIdentifier> systemIdentifier() throws IOException {
            return archive.systemIdentifier();
        }

        @Override
        public boolean holds(WalFileName file) {
            return true;
        }

        @Override
        public void list(ArchiveVisitor visitor) throws IOException {
            archive.list(visitor);
        }

        @Override
        public Optional<StoredWalFile> open(WalFileName file) throws IOException {
            Optional<StoredWalFile> there = archive.open(file);
            return there.isPresent()
                    ? there
                    : SimulatedCluster.imagined(file)
                            .map(content -> new StoredWalFile(content.open(0), content.length(), "nowhere"));
        }

        @Override
        public void makeDurable(List<WalFileName> files) {
            // they are not there
        }
    }
}
