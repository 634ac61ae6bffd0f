package org.walsafe.jdbc.receive;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.metrics.WalSafeCounter;

/**
 * Receives a server's WAL into a directory for as long as it is let, as {@code pg_receivewal} does: each segment grows as
 * {@code NAME.partial}, is flushed, and only then gets its name, is reported to the server and confirmed in a registry.
 * Timelines are followed, with their history files; a lost connection is made again, and reception goes on at the start of
 * the segment that was not finished. What is there is checked first: another cluster's WAL is not mixed in.
 *
 * <p>One receiver per directory. {@link #run} blocks; any thread may call the other methods.
 *
 * @since 0.1.0
 */
public final class WalReceiver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WalReceiver.class);

    private final ReceiverConfig config;
    private final @Nullable Confirmer confirmer;
    private final ReceiverState state;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable ReplicationConnection connection;

    /**
     * A receiver; nothing is connected yet.
     *
     * @param config what it works with
     */
    public WalReceiver(ReceiverConfig config) {
        this.config = config;
        this.confirmer = config.registry()
                .map(registry -> new Confirmer(registry, config))
                .orElse(null);
        this.state = new ReceiverState(config, confirmer);
    }

    /** {@return how far it is} */
    public ReceiverProgress progress() {
        return state.progress();
    }

    /**
     * Creates the configured slot where it does not exist, so that the server keeps WAL from now on (9.4 and 9.5: from the
     * first connection on).
     *
     * @throws IllegalStateException where no slot is configured
     * @throws IOException when the server could not be reached, or refused
     */
    public void createSlot() throws IOException {
        SlotName slot = config.slot().orElseThrow(() -> new IllegalStateException("no slot is configured"));
        try (ReplicationConnection fresh = config.source().connect(config.statusInterval())) {
            fresh.createSlot(slot);
        } catch (SQLException e) {
            throw new IOException(
                    "the slot " + slot + " cannot be created at " + config.source() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Receives until {@link #close} is called. A connection that is lost, or cannot be made, is tried again for ever.
     *
     * @throws WalGapException when the server no longer has WAL that comes next
     * @throws ForeignServerException when its WAL does not continue what the directory holds
     * @throws IOException when the directory cannot be read or written
     * @throws InterruptedException when the thread was interrupted
     */
    public void run() throws IOException, InterruptedException {
        @Nullable WalPosition goOnAt = null;
        while (!isEnded()) {
            try (ReplicationConnection fresh = config.source().connect(config.statusInterval())) {
                connection = fresh;
                if (isEnded()) {
                    return;
                }
                ReceiverSession.Outcome outcome = new ReceiverSession(config, fresh, state).run(goOnAt);
                goOnAt = outcome instanceof ReceiverSession.Outcome.GoOnAt next ? next.next() : null;
                if (goOnAt != null) {
                    continue;
                }
            } catch (SQLException e) {
                goOnAt = null;
                if (!isEnded()) {
                    config.metrics().add(WalSafeCounter.ERRORS, 1);
                    LOG.warn(
                            "{}: {}; the next attempt follows in {}",
                            config.source(),
                            e.getMessage(),
                            config.retryPause());
                }
            }
            ended.await(config.retryPause().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private boolean isEnded() {
        return ended.getCount() == 0;
    }

    /** Ends {@link #run}, and makes a last attempt to confirm what is on disk; idempotent. Blocks for ten seconds at most. */
    @Override
    public void close() {
        ended.countDown();
        ReplicationConnection current = connection;
        if (current != null) {
            current.abort();
        }
        if (confirmer != null) {
            confirmer.close();
        }
    }
}
