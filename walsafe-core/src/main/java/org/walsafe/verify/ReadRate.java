package org.walsafe.verify;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How fast a verification may read, all of its threads together, so that it leaves the disk to others.
 *
 * <p>Thread-safe: one instance may serve several verifications, which then share its rate.
 *
 * @since 0.1.0
 */
public final class ReadRate {

    private static final long LONGEST_SAVING = TimeUnit.MILLISECONDS.toNanos(100);

    private final double nanosPerByte;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nobodySignals = lock.newCondition();
    private long free = System.nanoTime();

    private ReadRate(double nanosPerByte) {
        this.nanosPerByte = nanosPerByte;
    }

    /** {@return no limit} */
    public static ReadRate unlimited() {
        return new ReadRate(0);
    }

    /**
     * {@return a limit}
     *
     * @param bytesPerSecond how many bytes of stored files to read in a second, one or more
     * @throws IllegalArgumentException where it is less
     */
    public static ReadRate of(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a read rate must be 1 byte a second or more, not " + bytesPerSecond);
        }
        return new ReadRate((double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
    }

    /** Waits until so many bytes, which have been read, are within the rate. */
    public void spend(int bytes) throws InterruptedIOException {
        if (nanosPerByte == 0 || bytes <= 0) {
            return;
        }
        lock.lock();
        try {
            free = Math.max(free, System.nanoTime() - LONGEST_SAVING) + (long) (bytes * nanosPerByte);
            long mine = free;
            for (long wait = mine - System.nanoTime(); wait > 0; wait = mine - System.nanoTime()) {
                nobodySignals.awaitNanos(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the read rate");
        } finally {
            lock.unlock();
        }
    }
}
