package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Prepares a contest.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ContestSetUp {

    /**
     * Prepares it.
     *
     * @param directory an empty directory of its own; is removed after the contest
     * @return the contest, to be run once
     * @throws IOException when it cannot be prepared
     * @throws InterruptedException when the thread is interrupted
     */
    Contest in(Path directory) throws IOException, InterruptedException;
}
