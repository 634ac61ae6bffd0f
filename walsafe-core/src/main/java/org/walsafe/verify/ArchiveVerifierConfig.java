package org.walsafe.verify;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.walsafe.archive.ArchiveStatusSource;
import org.walsafe.registry.WalSafeRegistry;

/**
 * How an archive is verified. Begin with {@link #of} and change what differs; every {@code with…} returns a changed copy.
 *
 * <p>Immutable; as thread-safe as its parts.
 *
 * @param source the archive
 * @param level how closely to look, {@link VerificationLevel#RECORDS} unless changed; {@link VerificationLevel#FILES} means
 *     the same here
 * @param threads how many files are read at a time, the machine's processors unless changed
 * @param rate how fast to read, without a limit unless changed
 * @param inFlightFor how long after the segment behind it was written a missing one may still be on its way, 15 minutes
 *     unless changed
 * @param waivers losses that someone has accepted, none unless changed
 * @param server what PostgreSQL says is archived or waits, nobody's word unless changed
 * @param registry where holes are recorded, none unless changed
 * @param ledger remembers what was found good, nothing unless changed
 * @param progress is told how far it has come, nobody unless changed
 * @param time the clock
 * @since 0.1.0
 */
public record ArchiveVerifierConfig(
        ArchiveSource source,
        VerificationLevel level,
        int threads,
        ReadRate rate,
        Duration inFlightFor,
        Waivers waivers,
        Optional<ArchiveStatusSource> server,
        Optional<WalSafeRegistry> registry,
        VerificationLedger ledger,
        VerificationProgress progress,
        InstantSource time) {

    private static final Duration IN_FLIGHT_FOR = Duration.ofMinutes(15);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException where there is no thread, or the duration is negative
     */
    public ArchiveVerifierConfig {
        if (threads < 1) {
            throw new IllegalArgumentException("a verification needs a thread at least, not " + threads);
        }
        if (inFlightFor.isNegative()) {
            throw new IllegalArgumentException("inFlightFor must not be negative, is " + inFlightFor);
        }
    }

    /**
     * {@return the configuration for an archive, everything else as said above}
     *
     * @param source the archive
     */
    public static ArchiveVerifierConfig of(ArchiveSource source) {
        return new ArchiveVerifierConfig(
                source,
                VerificationLevel.RECORDS,
                Runtime.getRuntime().availableProcessors(),
                ReadRate.unlimited(),
                IN_FLIGHT_FOR,
                Waivers.NONE,
                Optional.empty(),
                Optional.empty(),
                VerificationLedger.NONE,
                VerificationProgress.NONE,
                InstantSource.system());
    }

    /**
     * {@return the same with another level}
     *
     * @param newLevel how closely to look
     */
    public ArchiveVerifierConfig withLevel(VerificationLevel newLevel) {
        return new ArchiveVerifierConfig(
                source, newLevel, threads, rate, inFlightFor, waivers, server, registry, ledger, progress, time);
    }

    /**
     * {@return the same with another number of threads}
     *
     * @param newThreads how many files to read at a time
     */
    public ArchiveVerifierConfig withThreads(int newThreads) {
        return new ArchiveVerifierConfig(
                source, level, newThreads, rate, inFlightFor, waivers, server, registry, ledger, progress, time);
    }

    /**
     * {@return the same with another rate}
     *
     * @param newRate how fast to read
     */
    public ArchiveVerifierConfig withRate(ReadRate newRate) {
        return new ArchiveVerifierConfig(
                source, level, threads, newRate, inFlightFor, waivers, server, registry, ledger, progress, time);
    }

    /**
     * {@return the same with another time in flight}
     *
     * @param newInFlightFor how long a missing segment may be on its way
     */
    public ArchiveVerifierConfig withInFlightFor(Duration newInFlightFor) {
        return new ArchiveVerifierConfig(
                source, level, threads, rate, newInFlightFor, waivers, server, registry, ledger, progress, time);
    }

    /**
     * {@return the same with other waivers}
     *
     * @param newWaivers losses that someone has accepted
     */
    public ArchiveVerifierConfig withWaivers(Waivers newWaivers) {
        return new ArchiveVerifierConfig(
                source, level, threads, rate, inFlightFor, newWaivers, server, registry, ledger, progress, time);
    }

    /**
     * {@return the same, asking a server}
     *
     * @param newServer the cluster's archive status; not read yet
     */
    public ArchiveVerifierConfig withServer(ArchiveStatusSource newServer) {
        return new ArchiveVerifierConfig(
                source,
                level,
                threads,
                rate,
                inFlightFor,
                waivers,
                Optional.of(newServer),
                registry,
                ledger,
                progress,
                time);
    }

    /**
     * {@return the same with a registry}
     *
     * @param newRegistry where holes are recorded; stays the caller's to close
     */
    public ArchiveVerifierConfig withRegistry(WalSafeRegistry newRegistry) {
        return new ArchiveVerifierConfig(
                source,
                level,
                threads,
                rate,
                inFlightFor,
                waivers,
                server,
                Optional.of(newRegistry),
                ledger,
                progress,
                time);
    }

    /**
     * {@return the same with another ledger}
     *
     * @param newLedger remembers what was found good; stays the caller's to close
     */
    public ArchiveVerifierConfig withLedger(VerificationLedger newLedger) {
        return new ArchiveVerifierConfig(
                source, level, threads, rate, inFlightFor, waivers, server, registry, newLedger, progress, time);
    }

    /**
     * {@return the same with another watcher}
     *
     * @param newProgress is told how far it has come
     */
    public ArchiveVerifierConfig withProgress(VerificationProgress newProgress) {
        return new ArchiveVerifierConfig(
                source, level, threads, rate, inFlightFor, waivers, server, registry, ledger, newProgress, time);
    }

    /**
     * {@return the same with another clock}
     *
     * @param newTime the clock
     */
    public ArchiveVerifierConfig withTime(InstantSource newTime) {
        return new ArchiveVerifierConfig(
                source, level, threads, rate, inFlightFor, waivers, server, registry, ledger, progress, newTime);
    }
}
