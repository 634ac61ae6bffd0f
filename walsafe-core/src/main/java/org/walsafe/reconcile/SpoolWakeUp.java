package org.walsafe.reconcile;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.barman.HookSpool;

/**
 * Empties the spool of Barman's hook whenever a wait ends. The names in it are hints that there is something to do: what to
 * do, a pass finds out by itself. So the wait beneath should wake when a name is dropped, as {@link DirectoryWakeUp} does that
 * watches the spool.
 *
 * <p>Thread-safe, for one thread that waits. Blocks as long as the wait beneath and the spool's host do.
 *
 * @since 0.1.0
 */
public final class SpoolWakeUp implements WakeUp {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolWakeUp.class);

    private final WakeUp waiting;
    private final HookSpool spool;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * Waits by {@code waiting} and empties {@code spool}.
     *
     * @param waiting waits; closed with this one
     * @param spool where the hook drops names
     */
    public SpoolWakeUp(WakeUp waiting, HookSpool spool) {
        this.waiting = waiting;
        this.spool = spool;
    }

    @Override
    public Cause await(Duration timeout) throws InterruptedException {
        Cause cause = waiting.await(timeout);
        return cause != Cause.CLOSED && holdsNames() ? Cause.CHANGE : cause;
    }

    private boolean holdsNames() {
        boolean some = false;
        try {
            while (!spool.take().isEmpty()) {
                some = true;
            }
            failing.set(false);
        } catch (IOException e) {
            if (!failing.getAndSet(true)) {
                LOG.warn(
                        "the spool {} cannot be emptied, so its hints are not seen: {}",
                        spool.location(),
                        e.toString());
            }
        }
        return some;
    }

    @Override
    public Cause pause(Duration time) throws InterruptedException {
        return waiting.pause(time);
    }

    @Override
    public void close() {
        waiting.close();
    }
}
