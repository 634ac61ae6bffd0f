package org.walsafe.verify;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * How a base backup is verified. Begin with {@link #of} and change what differs; every {@code with…} returns a changed copy.
 *
 * <p>Immutable; as thread-safe as its parts.
 *
 * @param place where the backup's files are
 * @param wal the archive that its WAL is in, none unless changed; what it lacks is looked for in the backup itself, in
 *     {@code pg_wal} or within its tar files
 * @param target how far it must be possible to roll it forward, {@link BackupTarget#CONSISTENCY} unless changed
 * @param level how closely to look, {@link VerificationLevel#FILES} unless changed
 * @param ignored paths below the data directory, files or directories, that are not looked at, none unless changed; what
 *     {@code pg_verifybackup} always passes over is passed over too
 * @param threads how many files are read at a time, the machine's processors unless changed
 * @param rate how fast to read, without a limit unless changed
 * @param ledger remembers what was found good, nothing unless changed; files that the manifest sums are not read again, nor WAL
 * @param progress is told how far it has come, nobody unless changed
 * @param time the clock
 * @since 0.1.0
 */
public record BackupVerifierConfig(
        BackupPlace place,
        Optional<ArchiveSource> wal,
        BackupTarget target,
        VerificationLevel level,
        Set<String> ignored,
        int threads,
        ReadRate rate,
        VerificationLedger ledger,
        VerificationProgress progress,
        InstantSource time) {

    /**
     * Checks the values, and copies the set.
     *
     * @throws IllegalArgumentException where there is no thread
     */
    public BackupVerifierConfig {
        ignored = Set.copyOf(ignored);
        if (threads < 1) {
            throw new IllegalArgumentException("a verification needs a thread at least, not " + threads);
        }
    }

    /**
     * {@return the configuration for a backup, everything else as said above}
     *
     * @param place where its files are
     */
    public static BackupVerifierConfig of(BackupPlace place) {
        return new BackupVerifierConfig(
                place,
                Optional.empty(),
                BackupTarget.CONSISTENCY,
                VerificationLevel.FILES,
                Set.of(),
                Runtime.getRuntime().availableProcessors(),
                ReadRate.unlimited(),
                VerificationLedger.NONE,
                VerificationProgress.NONE,
                InstantSource.system());
    }

    /**
     * {@return the same with another archive of its WAL}
     *
     * @param newWal the archive that its WAL is in
     */
    public BackupVerifierConfig withWal(ArchiveSource newWal) {
        return new BackupVerifierConfig(
                place, Optional.of(newWal), target, level, ignored, threads, rate, ledger, progress, time);
    }

    /**
     * {@return the same with another target}
     *
     * @param newTarget how far it must be possible to roll it forward
     */
    public BackupVerifierConfig withTarget(BackupTarget newTarget) {
        return new BackupVerifierConfig(place, wal, newTarget, level, ignored, threads, rate, ledger, progress, time);
    }

    /**
     * {@return the same with another level}
     *
     * @param newLevel how closely to look
     */
    public BackupVerifierConfig withLevel(VerificationLevel newLevel) {
        return new BackupVerifierConfig(place, wal, target, newLevel, ignored, threads, rate, ledger, progress, time);
    }

    /**
     * {@return the same with other files ignored}
     *
     * @param newIgnored paths that are not looked at
     */
    public BackupVerifierConfig withIgnored(Set<String> newIgnored) {
        return new BackupVerifierConfig(place, wal, target, level, newIgnored, threads, rate, ledger, progress, time);
    }

    /**
     * {@return the same with another number of threads}
     *
     * @param newThreads how many files to read at a time
     */
    public BackupVerifierConfig withThreads(int newThreads) {
        return new BackupVerifierConfig(place, wal, target, level, ignored, newThreads, rate, ledger, progress, time);
    }

    /**
     * {@return the same with another rate}
     *
     * @param newRate how fast to read
     */
    public BackupVerifierConfig withRate(ReadRate newRate) {
        return new BackupVerifierConfig(place, wal, target, level, ignored, threads, newRate, ledger, progress, time);
    }

    /**
     * {@return the same with another ledger}
     *
     * @param newLedger remembers what was found good
     */
    public BackupVerifierConfig withLedger(VerificationLedger newLedger) {
        return new BackupVerifierConfig(place, wal, target, level, ignored, threads, rate, newLedger, progress, time);
    }

    /**
     * {@return the same with another watcher}
     *
     * @param newProgress is told how far it has come
     */
    public BackupVerifierConfig withProgress(VerificationProgress newProgress) {
        return new BackupVerifierConfig(place, wal, target, level, ignored, threads, rate, ledger, newProgress, time);
    }

    /**
     * {@return the same with another clock}
     *
     * @param newTime the clock
     */
    public BackupVerifierConfig withTime(InstantSource newTime) {
        return new BackupVerifierConfig(place, wal, target, level, ignored, threads, rate, ledger, progress, newTime);
    }
}
