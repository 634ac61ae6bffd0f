package org.walsafe.clone.copy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.walsafe.host.HostUnreachableException;

/** Tries again while the source cannot be reached, for as long as the request allows. Thread-safe. */
final class Patience {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final BackupCopySource backup;
    private final CopyLimits limits;
    private final TimeLimit limit;
    private final CopyTally tally;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nobodySignals = lock.newCondition();

    Patience(BackupCopySource backup, CopyLimits limits, TimeLimit limit, CopyTally tally) {
        this.backup = backup;
        this.limits = limits;
        this.limit = limit;
        this.tally = tally;
    }

    /** Something that asks the source, and can be done again. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException;
    }

    /**
     * Does it, again where the source was not reached.
     *
     * @throws CopyFailedException where that takes too long, or the source fails in another way
     */
    <T> T with(Attempt<T> attempt) {
        Duration pause = FIRST_PAUSE;
        long begin = System.nanoTime();
        while (true) {
            try {
                return attempt.make();
            } catch (HostUnreachableException e) {
                Duration tried = Duration.ofNanos(System.nanoTime() - begin);
                Duration silence = tally.silence();
                Duration waited = silence.compareTo(tried) < 0 ? silence : tried;
                if (waited.compareTo(limits.patience()) >= 0) {
                    throw Failures.unreachable(backup, e);
                }
                tally.interrupted(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw Failures.atSource(backup, e);
            }
            await(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void await(Duration pause) {
        lock.lock();
        try {
            long end =
                    System.nanoTime() + Math.min(pause.toNanos(), limit.left().toNanos());
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                nobodySignals.await(left, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted();
        } finally {
            lock.unlock();
        }
    }
}
