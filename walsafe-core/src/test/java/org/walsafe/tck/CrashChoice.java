package org.walsafe.tck;

import java.util.random.RandomGenerator;

/**
 * What a crash leaves of what nobody had flushed. A disk may keep any of it, in any order.
 *
 * @since 0.1.0
 */
public interface CrashChoice {

    /** The least: nothing that was not flushed. */
    CrashChoice LOSES_ALL = new CrashChoice() {
        @Override
        public boolean keepsName() {
            return false;
        }

        @Override
        public int keepsBytes(int length) {
            return 0;
        }
    };

    /** The most: everything, as when only the process died. */
    CrashChoice LOSES_NOTHING = new CrashChoice() {
        @Override
        public boolean keepsName() {
            return true;
        }

        @Override
        public int keepsBytes(int length) {
            return length;
        }
    };

    /**
     * Asked once for each change to a directory that was not flushed, in the order of the changes.
     *
     * @return whether it is on disk
     */
    boolean keepsName();

    /**
     * Asked once for each file whose content was not flushed.
     *
     * @param length how many bytes were written to it
     * @return how many of them, from the first one on, are on disk
     */
    int keepsBytes(int length);

    /**
     * A different crash each time.
     *
     * @param random decides
     * @return the choice
     */
    static CrashChoice random(RandomGenerator random) {
        return new CrashChoice() {
            @Override
            public boolean keepsName() {
                return random.nextBoolean();
            }

            @Override
            public int keepsBytes(int length) {
                return random.nextBoolean() ? random.nextInt(length + 1) : random.nextBoolean() ? length : 0;
            }
        };
    }
}
