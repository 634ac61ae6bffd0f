package org.walsafe.restore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.restore.RestoreOutcome.Corrupt;
import org.walsafe.restore.RestoreOutcome.Hole;
import org.walsafe.restore.RestoreOutcome.TimedOut;
import org.walsafe.restore.RestoreOutcome.Undelivered;
import org.walsafe.restore.RestoreOutcome.Unreachable;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * PostgreSQL's {@code restore_command} as an object: asks its sources for a WAL file, checks what they give, and delivers it.
 *
 * <p>Sources are asked in their order, and the first sound copy wins. Only when each of them answered that the file is absent is
 * it absent. What fails is tried again, as long as the {@link RestoreLimits} say. A file is delivered under a temporary name
 * beside its destination, flushed, and renamed: whatever happens, the destination holds the whole file or nothing new.
 *
 * <p>Nothing is remembered from one request to the next. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class WalRestorer {

    private static final Logger LOG = LoggerFactory.getLogger(WalRestorer.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final HostFiles files;
    private final List<WalSource> shortcuts;
    private final List<WalSource> sources;
    private final ContentRules rules;
    private final RestoreLimits limits;
    private final HoleChecks holes;
    private final Pauses pauses;

    private WalRestorer(Builder builder, Pauses pauses) {
        this.files = builder.files;
        this.shortcuts = List.copyOf(builder.shortcuts);
        this.sources = List.copyOf(builder.sources);
        this.rules = new ContentRules(builder.cluster, builder.records, builder.unknownVersions);
        this.limits = builder.limits;
        this.holes = builder.holes;
        this.pauses = pauses;
    }

    /**
     * {@return a restorer to be set up, of any cluster, with a minute's patience}
     *
     * @param files the files of the machine to deliver to, usually those of a {@link org.walsafe.host.LocalHost}
     * @param source where to get WAL files
     */
    public static Builder builder(HostFiles files, WalSource source) {
        return new Builder(files, source);
    }

    /**
     * {@return whether PostgreSQL asks for a file of this name although there never is one: the history of timeline 1, at the end
     * of a recovery (9.3 to 18). It is no {@link WalFileName}; the answer is that of an absent file}
     *
     * @param name {@code %f}
     */
    public static boolean neverExists(String name) {
        return name.equals("00000001.history");
    }

    /**
     * Gets one file. Blocks until there is an answer, at most as long as the limits say and one operation of a source takes.
     *
     * @param file the file, {@code %f}
     * @param destination where to put it, {@code %p} made absolute; whatever has that name is replaced
     * @return what came of it; every failure is an outcome, too
     * @throws InterruptedException when the thread is interrupted; then nothing is delivered
     */
    public RestoreOutcome restore(WalFileName file, HostPath destination) throws InterruptedException {
        Deadline patience = Deadline.in(limits.patience());
        Duration pause = FIRST_PAUSE;
        String complaint = "";
        Optional<RestoreOutcome> damage = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            RestoreOutcome outcome = attempt(file, destination, patience);
            if (damage.isPresent() && isUnknown(outcome) && patience.hasPassed()) {
                return damage.get(); // this look came too late; the one before did not
            }
            damage = Optional.of(outcome).filter(WalRestorer::isDamage);
            if (!isWorthAnotherAttempt(outcome, attempt) || patience.remaining().compareTo(pause) <= 0) {
                return outcome;
            }
            if (!outcome.reason().equals(complaint)) {
                LOG.warn("{} is asked for again: {}", file, outcome.reason());
            }
            complaint = outcome.reason();
            pauses.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private boolean isWorthAnotherAttempt(RestoreOutcome outcome, int attempt) {
        return outcome instanceof Unreachable || (isDamage(outcome) && attempt < limits.looksAtDamage());
    }

    private static boolean isDamage(RestoreOutcome outcome) {
        return outcome instanceof Corrupt || outcome instanceof Hole || outcome instanceof Undelivered;
    }

    private static boolean isUnknown(RestoreOutcome outcome) {
        return outcome instanceof Unreachable || outcome instanceof TimedOut;
    }

    private RestoreOutcome attempt(WalFileName file, HostPath destination, Deadline patience)
            throws InterruptedException {
        RestoreAttempt attempt = new RestoreAttempt(file, files, destination, rules, limits);
        Optional<RestoreOutcome> settled = attempt.ask(shortcuts, patience);
        if (settled.isEmpty()) {
            attempt.forgetWhoCouldNotHelp();
            settled = attempt.ask(sources, patience);
        }
        return settled.isPresent() ? settled.get() : attempt.conclude(holeCheck(), patience);
    }

    /** The segment that an absent one goes on with, where its timeline was left for the next one within it. */
    Optional<SegmentName> continuation(SegmentName absent, WalGeometry geometry) {
        return new Descent(sources, geometry, Deadline.in(limits.patience())).leftWithin(absent);
    }

    private HoleCheck holeCheck() {
        return holes == HoleChecks.NONE
                ? new HoleCheck(List.of(), rules.cluster().geometry())
                : new HoleCheck(sources, rules.cluster().geometry());
    }

    /** Puts a restorer together. For one thread. */
    public static final class Builder {

        private final HostFiles files;
        private final List<WalSource> shortcuts = new ArrayList<>();
        private final List<WalSource> sources = new ArrayList<>();
        private ClusterInRecovery cluster = ClusterInRecovery.UNKNOWN;
        private RecordChecks records = RecordChecks.UNPROTECTED;
        private UnknownVersions unknownVersions = UnknownVersions.REFUSED;
        private RestoreLimits limits = RestoreLimits.patience(Duration.ofMinutes(1));
        private HoleChecks holes = HoleChecks.ALWAYS;

        private Builder(HostFiles files, WalSource source) {
            this.files = files;
            this.sources.add(source);
        }

        /**
         * Adds a source, to be asked after those before it.
         *
         * @param another where else to get WAL files
         * @return this builder
         */
        public Builder then(WalSource another) {
            sources.add(another);
            return this;
        }

        /**
         * Adds a faster way to files that the sources have, too. It is asked first; what it finds sound is delivered, and whether
         * a file is absent is not for it to say.
         *
         * @param faster the faster way
         * @return this builder
         */
        public Builder shortcut(WalSource faster) {
            shortcuts.add(faster);
            return this;
        }

        /**
         * Sets whose segments they must be; default: any cluster's.
         *
         * @param expected the cluster
         * @return this builder
         */
        public Builder cluster(ClusterInRecovery expected) {
            cluster = expected;
            return this;
        }

        /**
         * Sets which segments are read record by record; default: those without a checksum.
         *
         * @param which which segments
         * @return this builder
         */
        public Builder records(RecordChecks which) {
            records = which;
            return this;
        }

        /**
         * Sets what to do with segments of unknown versions; default: refuse them.
         *
         * @param choice what to do
         * @return this builder
         */
        public Builder unknownVersions(UnknownVersions choice) {
            unknownVersions = choice;
            return this;
        }

        /**
         * Sets how long it may take; default: a minute's patience.
         *
         * @param newLimits the limits
         * @return this builder
         */
        public Builder limits(RestoreLimits newLimits) {
            limits = newLimits;
            return this;
        }

        /**
         * Sets whether an absent file may turn out to be missing; default: it may.
         *
         * @param choice whether to look for later files
         * @return this builder
         */
        public Builder holes(HoleChecks choice) {
            holes = choice;
            return this;
        }

        /** {@return the restorer} */
        public WalRestorer build() {
            return build(Pauses.REAL);
        }

        WalRestorer build(Pauses pauses) {
            return new WalRestorer(this, pauses);
        }
    }
}
