package org.walsafe.reconcile;

import java.io.IOException;

/**
 * Keeps two resident reconcilers from doing the same work on one registry. Two at once do no harm, so a lock may err on the
 * side of letting both go on, and must not err on the side of letting none.
 *
 * <p>Implementations are thread-safe. Every method blocks.
 *
 * @since 0.1.0
 */
public interface RegistryLock extends AutoCloseable {

    /** For a registry that only one process can use: always held. */
    RegistryLock NONE = new RegistryLock() {
        @Override
        public LockState hold() {
            return new LockState.Held();
        }

        @Override
        public void close() {
            // nothing was taken
        }
    };

    /**
     * Takes the lock, or keeps it: to be called before each pass.
     *
     * @return whether it is ours
     * @throws IOException when nobody could look
     */
    LockState hold() throws IOException;

    /** Gives the lock back, if it is ours; idempotent, never throws. */
    @Override
    void close();
}
