package org.walsafe.reconcile;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles again and again, resident beside the archive: as soon as something arrives there, and at intervals.
 *
 * <p>It outlives the absence of PostgreSQL's host, the archive and the registry: it tries again, ever less often, and says
 * so once, when the state changes. Of the files it handles it logs one line per pass that changed something.
 *
 * <p>{@link #run} belongs to a thread that the caller makes, names and starts; it returns after {@link #close()} or when the
 * thread is interrupted, having given back the lock. Everything else may be called from any thread.
 *
 * @since 0.1.0
 */
public final class ReconcileLoop implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);

    private static final long GRACE_SECONDS = 10;

    /** A pass shorter than this may be followed by another at once. */
    private static final Duration SHORT_PASS = Duration.ofMillis(100);

    private final ReconcileLoopConfig config;
    private final LoopLog log;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile ReconcileStatus status;
    private volatile @Nullable Thread runner;
    private volatile boolean closing;
    private Instant lastAudit;
    private int failures;

    /**
     * A loop that has not begun.
     *
     * @param config what it works with
     */
    public ReconcileLoop(ReconcileLoopConfig config) {
        this(config, new LoopLog(LOG));
    }

    ReconcileLoop(ReconcileLoopConfig config, LoopLog log) {
        this.config = config;
        this.log = log;
        this.lastAudit = config.time().instant();
        this.status = ReconcileStatus.starting(lastAudit);
    }

    /** {@return how it fares} */
    public ReconcileStatus status() {
        return status;
    }

    /** Reconciles until the loop is closed or the thread interrupted; to be called once. */
    @Override
    public void run() {
        runner = Thread.currentThread();
        publish();
        try {
            while (!closing && turn() != WakeUp.Cause.CLOSED) {
                LOG.trace("another turn");
            }
        } catch (InterruptedException e) {
            LOG.debug("told to end", e);
            if (!closing) {
                Thread.currentThread().interrupt();
            }
        } finally {
            end();
        }
    }

    /** One pass, or the reason why there is none, and the wait for the next. */
    private WakeUp.Cause turn() throws InterruptedException {
        try {
            if (config.lock().hold() instanceof LockState.HeldByAnother another) {
                return standBy(another);
            }
        } catch (IOException e) {
            return failed(ReconcileFailure.ofLock(e, now()));
        }
        forgetAtTimes();
        try {
            return restAfter(pass());
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException("interrupted in a pass").initCause(e);
            }
            LOG.debug("a pass did not go through", e);
            return failed(ReconcileFailure.of(e, now()));
        }
    }

    private WakeUp.Cause standBy(LockState.HeldByAnother another) throws InterruptedException {
        LOG.debug("{} holds the registry's lock", another.owner());
        become(status.in(ReconcileState.STANDING_BY, now()));
        return config.wakeUp().pause(config.timing().interval());
    }

    private void forgetAtTimes() {
        Instant now = now();
        Duration since = Duration.between(lastAudit, now).abs();
        if (since.compareTo(config.timing().audit()) >= 0) {
            config.reconciler().forget();
            lastAudit = now;
        }
    }

    private ReconcileReport pass() throws InterruptedException {
        ReconcileReport report = config.reconciler().reconcile();
        failures = 0;
        log.pass(report);
        become(status.after(report, now()));
        return report;
    }

    /** A long pass, as with a hundred thousand files waiting, is followed by a rest as long, whatever changes meanwhile. */
    private WakeUp.Cause restAfter(ReconcileReport report) throws InterruptedException {
        WakeUp wakeUp = config.wakeUp();
        Duration took = report.took();
        if (took.compareTo(SHORT_PASS) > 0 && wakeUp.pause(took) == WakeUp.Cause.CLOSED) {
            return WakeUp.Cause.CLOSED;
        }
        return wakeUp.await(
                report.withdrawalsLeft() > 0 ? Duration.ZERO : config.timing().interval());
    }

    private WakeUp.Cause failed(ReconcileFailure failure) throws InterruptedException {
        failures++;
        config.reconciler().forget(); // who knows what comes back
        become(status.after(failure));
        return config.wakeUp().pause(config.timing().backOff(failures));
    }

    private void become(ReconcileStatus next) {
        log.change(status, next);
        status = next;
        publish();
    }

    private void publish() {
        try {
            config.status().publish(status);
            log.statusPublished();
        } catch (IOException | RuntimeException e) {
            log.statusNotPublished(e);
        }
    }

    /** An interrupted thread could not write the last things there are to write. */
    private void end() {
        boolean interrupted = Thread.interrupted();
        config.lock().close();
        config.wakeUp().close();
        become(status.in(ReconcileState.STOPPED, now()));
        ended.countDown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant now() {
        return config.time().instant();
    }

    /**
     * Ends the loop: before the next file of the pass under way or, when that does not come in {@value #GRACE_SECONDS}
     * seconds, by interrupting its thread. Waits for the end; idempotent.
     */
    @Override
    public void close() {
        closing = true;
        config.reconciler().stop();
        config.wakeUp().close();
        Thread running = runner;
        if (running == null || running.equals(Thread.currentThread())) {
            return;
        }
        try {
            if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                running.interrupt();
                if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("reconciling does not end; thread {} hangs", running.getName());
                }
            }
        } catch (InterruptedException e) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
