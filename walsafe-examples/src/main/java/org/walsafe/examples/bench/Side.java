package org.walsafe.examples.bench;

import java.util.OptionalDouble;

/**
 * One of those that do the same work in a contest.
 *
 * @since 0.1.0
 */
public sealed interface Side {

    /** {@return who it is, for a table} */
    String name();

    /**
     * A side that can start.
     *
     * @param name who it is
     * @param work what it does
     * @param goal how much of the first side's time it may take at most; empty where that is only reported
     */
    record Ready(String name, Work work, OptionalDouble goal) implements Side {

        /**
         * {@return the same side, held to a goal}
         *
         * @param ratio how much of the first side's time it may take at most
         */
        public Ready atMost(double ratio) {
            return new Ready(name, work, OptionalDouble.of(ratio));
        }
    }

    /**
     * A side whose program is not on this machine.
     *
     * @param name who it is
     * @param program what would have to be installed
     */
    record Absent(String name, String program) implements Side {}

    /**
     * {@return a side without a goal}
     *
     * @param name who it is
     * @param work what it does
     */
    static Ready of(String name, Work work) {
        return new Ready(name, work, OptionalDouble.empty());
    }
}
