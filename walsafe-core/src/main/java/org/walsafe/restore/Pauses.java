package org.walsafe.restore;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between two attempts. */
@FunctionalInterface
interface Pauses {

    /** Pauses of real time. */
    Pauses REAL = time -> {
        boolean never = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        assert !never;
    };

    void pause(Duration time) throws InterruptedException;
}
