package org.walsafe.examples.bench;

import java.io.IOException;

/**
 * What a side of a contest does, and a stopwatch holds.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Work {

    /**
     * Does it, several times in a row.
     *
     * @param times how often
     * @throws IOException when it fails: a contest of failures measures nothing
     * @throws InterruptedException when the thread is interrupted
     */
    void run(int times) throws IOException, InterruptedException;
}
