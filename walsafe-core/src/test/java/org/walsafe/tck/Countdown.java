package org.walsafe.tck;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.walsafe.host.HostUnreachableException;

/** Lets a number of operations through and fails all later ones. Thread-safe. */
final class Countdown {

    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    void failAfter(long operations) {
        left.set(operations);
    }

    void pass(String place) throws IOException {
        if (left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
            throw new HostUnreachableException("the connection to " + place + " is down");
        }
    }
}
