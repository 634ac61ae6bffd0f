package org.walsafe.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.HostUnreachableException;

/**
 * Keeps one connection to one host: opens it when it is first needed, opens another when it was lost, and after failures
 * lets time pass before it tries again. OpenSSH 9.8 and later shut out who tries too often.
 *
 * <p>Thread-safe.
 */
final class ConnectionKeeper implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Opens connections. */
    @FunctionalInterface
    interface Opener {
        SshSessions open() throws HostUnreachableException;
    }

    private final SshTarget target;
    private final Opener opener;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SshSessions current;
    private @Nullable HostUnreachableException lastFailure;
    private Duration pause = FIRST_PAUSE;
    private Instant notBefore = Instant.MIN;
    private boolean closed;

    ConnectionKeeper(SshTarget target, Opener opener, InstantSource clock) {
        this.target = target;
        this.opener = opener;
        this.clock = clock;
    }

    /**
     * The sessions of a connection that has not been seen to be lost.
     *
     * @throws HostUnreachableException when none can be opened, or none is tried because the last failure is too recent
     * @throws InterruptedIOException when the thread is interrupted while another connects
     */
    SshSessions sessions(Deadline deadline) throws IOException {
        lock(deadline);
        try {
            if (closed) {
                throw new IllegalStateException("the host " + target + " was closed");
            }
            if (current != null && current.isAlive()) {
                return current;
            }
            if (current != null) {
                current.close();
                current = null;
            }
            SshSessions opened = open();
            current = opened;
            return opened;
        } finally {
            lock.unlock();
        }
    }

    private void lock(Deadline deadline) throws IOException {
        try {
            if (!lock.tryLock(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
                throw new HostUnreachableException("connecting to " + target + " takes too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a connection to " + target);
        }
    }

    private SshSessions open() throws HostUnreachableException {
        if (lastFailure != null && clock.instant().isBefore(notBefore)) {
            throw new HostUnreachableException(
                    target + " is not tried again before " + notBefore + "; the last failure was: "
                            + lastFailure.getMessage(),
                    lastFailure.hint().orElse("Mend what failed, and wait."),
                    lastFailure);
        }
        try {
            SshSessions sessions = opener.open();
            lastFailure = null;
            pause = FIRST_PAUSE;
            return sessions;
        } catch (HostUnreachableException e) {
            lastFailure = e;
            notBefore = clock.instant().plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            throw e;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (current != null) {
                current.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
