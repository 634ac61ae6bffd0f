package org.walsafe.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.HostUnreachableException;

/**
 * Keeps one connection to one host: opens it when it is first needed, opens another when it was lost, and after failures
 * lets time pass before it tries again. OpenSSH 9.8 and later shut out who tries too often.
 *
 * <p>A thread of its own connects, so that nobody waits for that longer than he has time; whoever comes next finds it under
 * way or done.
 *
 * <p>Thread-safe.
 *
 * @param <C> the connection
 */
final class ConnectionKeeper<C extends ConnectionKeeper.Kept> implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A connection that can be kept. */
    interface Kept extends AutoCloseable {

        /** Whether it has not been seen to be lost. */
        boolean isAlive();

        /** Ends it; idempotent. */
        @Override
        void close();
    }

    /** Opens connections. */
    @FunctionalInterface
    interface Opener<C> {
        C open() throws HostUnreachableException;
    }

    private final SshTarget target;
    private final Opener<C> opener;
    private final InstantSource clock;
    private final Executor threads;
    private @Nullable CompletableFuture<C> connection;
    private @Nullable HostUnreachableException lastFailure;
    private Duration pause = FIRST_PAUSE;
    private Instant notBefore = Instant.MIN;
    private boolean closed;

    ConnectionKeeper(SshTarget target, Opener<C> opener, InstantSource clock, Executor threads) {
        this.target = target;
        this.opener = opener;
        this.clock = clock;
        this.threads = threads;
    }

    /**
     * A connection that has not been seen to be lost.
     *
     * @throws HostUnreachableException when none can be opened, none is there by {@code deadline}, or none is tried because
     *     the last failure is too recent
     * @throws InterruptedIOException when the thread is interrupted meanwhile
     */
    C get(Deadline deadline) throws IOException {
        try {
            return openOrUnderWay().get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HostUnreachableException("connecting to " + target + " takes longer than there is time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a connection to " + target);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HostUnreachableException unreachable) {
                throw unreachable;
            }
            if (e.getCause() instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            throw new IllegalStateException("connecting to " + target + " failed", e.getCause());
        }
    }

    private synchronized CompletableFuture<C> openOrUnderWay() throws HostUnreachableException {
        if (closed) {
            throw closedException();
        }
        CompletableFuture<C> known = connection;
        if (known != null && isPromising(known)) {
            return known;
        }
        throwIfTooEarly();
        CompletableFuture<C> opening = new CompletableFuture<>();
        connection = opening;
        threads.execute(() -> {
            if (known != null) {
                end(known);
            }
            open(opening);
        });
        return opening;
    }

    private boolean isPromising(CompletableFuture<C> known) {
        return !known.isDone()
                || (!known.isCompletedExceptionally() && known.join().isAlive());
    }

    private void throwIfTooEarly() throws HostUnreachableException {
        if (lastFailure != null && clock.instant().isBefore(notBefore)) {
            throw new HostUnreachableException(
                    target + " is not tried again before " + notBefore + "; the last failure was: "
                            + lastFailure.getMessage(),
                    lastFailure.hint().orElse("Mend what failed, and wait."),
                    lastFailure);
        }
    }

    @SuppressWarnings("IllegalCatch") // whoever waits is to be told, whatever it is
    private void open(CompletableFuture<C> opening) {
        try {
            C opened = opener.open();
            remember(null);
            if (!opening.complete(opened)) {
                opened.close();
            }
        } catch (HostUnreachableException e) {
            remember(e);
            opening.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            opening.completeExceptionally(e);
        }
    }

    private synchronized void remember(@Nullable HostUnreachableException failure) {
        lastFailure = failure;
        if (failure == null) {
            pause = FIRST_PAUSE;
            return;
        }
        notBefore = clock.instant().plus(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    /** Ends the connection, and the waiting for one. */
    @Override
    public void close() {
        CompletableFuture<C> last;
        synchronized (this) {
            closed = true;
            last = connection;
        }
        if (last != null && !last.completeExceptionally(closedException())) {
            end(last);
        }
    }

    private void end(CompletableFuture<C> opened) {
        if (!opened.isCompletedExceptionally()) {
            opened.join().close();
        }
    }

    private IllegalStateException closedException() {
        return new IllegalStateException("the host " + target + " was closed");
    }
}
