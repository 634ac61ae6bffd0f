package org.walsafe.clone;

import java.io.IOException;
import java.util.Optional;

/**
 * The server that the standby is to stream from, asked over SQL or in any other way: the seam between {@link StandbyClone} and
 * a database driver.
 *
 * <p>Implementations may block for as long as their own time limits allow. For one thread at a time.
 *
 * @since 0.1.0
 */
public interface UpstreamServer {

    /** {@return what to call it in messages; never holds a password} */
    String name();

    /**
     * Asks the server.
     *
     * @return what it says of itself
     * @throws IOException when it cannot be asked
     */
    UpstreamFacts look() throws IOException;

    /**
     * Looks for a replication slot.
     *
     * @param name its name
     * @return the slot, or empty when there is none of this name
     * @throws IOException when nobody could look
     */
    Optional<UpstreamSlot> slot(String name) throws IOException;

    /**
     * Creates a physical replication slot that keeps WAL from now on.
     *
     * @param name its name
     * @throws IOException when it could not be created
     */
    void createSlot(String name) throws IOException;

    /**
     * Drops a replication slot; does nothing when it is not there.
     *
     * @param name its name
     * @throws IOException when it could not be dropped
     */
    void dropSlot(String name) throws IOException;
}
