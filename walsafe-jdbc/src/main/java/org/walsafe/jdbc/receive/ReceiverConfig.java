package org.walsafe.jdbc.receive;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.walsafe.codec.WalCodec;
import org.walsafe.metrics.WalSafeMetrics;
import org.walsafe.registry.WalSafeRegistry;

/**
 * What a {@link WalReceiver} works with. The registry stays the caller's to close.
 *
 * <p>Immutable and thread-safe as far as its parts are. Never blocks.
 *
 * @param source where WAL comes from
 * @param directory where it goes: a directory on a local disk, for one receiver and one cluster
 * @param slot the physical replication slot that keeps WAL for us while we are away (9.4 and newer)
 * @param compression how finished segments are stored: not at all, or as gzip, lz4 or zstd
 * @param registry takes the confirmation of each segment once it is on disk
 * @param confirmedBy who confirms, as the markers say: one printable line
 * @param statusInterval how often the server hears of us, and after how much silence we ask whether it is still on the same
 *     timeline; whole seconds, well below the server's {@code wal_sender_timeout}
 * @param retryPause how long to wait after a lost connection
 * @param metrics takes the figures
 * @param time tells when
 * @since 0.1.0
 */
public record ReceiverConfig(
        ReplicationSource source,
        Path directory,
        Optional<SlotName> slot,
        WalCodec compression,
        Optional<WalSafeRegistry> registry,
        String confirmedBy,
        Duration statusInterval,
        Duration retryPause,
        WalSafeMetrics metrics,
        InstantSource time) {

    /**
     * Checks the compression and the durations.
     *
     * @throws IllegalArgumentException where a received segment cannot be so compressed, here or at all, or a duration is not
     *     positive
     */
    public ReceiverConfig {
        if (!ReceivedName.supports(compression)) {
            throw new IllegalArgumentException(
                    "received segments are compressed with gzip, lz4 or zstd, not " + compression.word());
        }
        if (!compression.isAvailable()) {
            throw new IllegalArgumentException("received segments cannot be compressed with " + compression.word()
                    + ": its library is missing (for zstd, add com.github.luben:zstd-jni to the path)");
        }
        if (statusInterval.toSeconds() < 1 || retryPause.isNegative() || retryPause.isZero()) {
            throw new IllegalArgumentException(
                    "the status interval must be a second or more and the pause positive, are " + statusInterval
                            + " and " + retryPause);
        }
    }

    /**
     * {@return a receiver's usual configuration: no slot, no compression, no registry, a status every 10 seconds as with
     * {@code pg_receivewal}, a new attempt after 5}
     *
     * @param source where WAL comes from
     * @param directory where it goes
     */
    public static ReceiverConfig of(ReplicationSource source, Path directory) {
        return new ReceiverConfig(
                source,
                directory,
                Optional.empty(),
                WalCodec.NONE,
                Optional.empty(),
                "walsafe receive",
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                WalSafeMetrics.NONE,
                InstantSource.system());
    }

    /**
     * {@return the same with a slot, which must exist}
     *
     * @param name its name
     */
    public ReceiverConfig withSlot(SlotName name) {
        return new ReceiverConfig(
                source,
                directory,
                Optional.of(name),
                compression,
                registry,
                confirmedBy,
                statusInterval,
                retryPause,
                metrics,
                time);
    }

    /**
     * {@return the same, compressing finished segments}
     *
     * @param codec how
     */
    public ReceiverConfig compressing(WalCodec codec) {
        return new ReceiverConfig(
                source, directory, slot, codec, registry, confirmedBy, statusInterval, retryPause, metrics, time);
    }

    /**
     * {@return the same, confirming what is on disk}
     *
     * @param confirmations takes the confirmations
     */
    public ReceiverConfig confirmingIn(WalSafeRegistry confirmations) {
        return new ReceiverConfig(
                source,
                directory,
                slot,
                compression,
                Optional.of(confirmations),
                confirmedBy,
                statusInterval,
                retryPause,
                metrics,
                time);
    }

    /**
     * {@return the same with other times}
     *
     * @param newStatusInterval how often the server hears of us
     * @param newRetryPause how long to wait after a lost connection
     */
    public ReceiverConfig withTimes(Duration newStatusInterval, Duration newRetryPause) {
        return new ReceiverConfig(
                source,
                directory,
                slot,
                compression,
                registry,
                confirmedBy,
                newStatusInterval,
                newRetryPause,
                metrics,
                time);
    }

    /**
     * {@return the same, telling its figures}
     *
     * @param newMetrics takes them
     */
    public ReceiverConfig measuredBy(WalSafeMetrics newMetrics) {
        return new ReceiverConfig(
                source,
                directory,
                slot,
                compression,
                registry,
                confirmedBy,
                statusInterval,
                retryPause,
                newMetrics,
                time);
    }
}
