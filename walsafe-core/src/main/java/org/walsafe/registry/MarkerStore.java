package org.walsafe.registry;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where markers are kept: the seam for directories, databases and anything else that can hold a few bytes under a name.
 *
 * <p>A store knows nothing of what a marker means; {@link WalSafeRegistry} is the logic on top. It promises four things,
 * checked by {@code MarkerStoreContract}: a marker appears whole or not at all; put never changes what is there; what a
 * put reported stored survives a crash; and a store that cannot look throws instead of answering "absent".
 *
 * <p>Implementations are thread-safe. Every method may block. Use after {@link #close()} throws
 * {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public interface MarkerStore extends AutoCloseable {

    /** Where the markers are, for messages; never holds a secret. */
    String location();

    /**
     * Stores a marker unless something is there already.
     *
     * @throws IOException when the store could not look or could not write; whether the marker is stored is then
     *     unknown, and putting it again is harmless
     */
    PutOutcome put(NewMarker marker) throws IOException;

    /**
     * Puts several markers, in order, at the cost of one flush where the store can; the outcomes are in the order of
     * {@code markers}.
     *
     * @throws IOException as {@link #put}; markers before the failure may be stored
     */
    default List<PutOutcome> putAll(List<NewMarker> markers) throws IOException {
        List<PutOutcome> outcomes = new ArrayList<>(markers.size());
        for (NewMarker marker : markers) {
            outcomes.add(put(marker));
        }
        return outcomes;
    }

    /**
     * What is stored for {@code key}.
     *
     * @throws IOException when the store could not look
     */
    StoredMarker get(MarkerKey key) throws IOException;

    /**
     * Shows every marker to {@code visitor} without keeping the listing in memory.
     *
     * @throws IOException when the listing could not be read to its end
     */
    void list(MarkerVisitor visitor) throws IOException;

    /**
     * Removes a marker, durably.
     *
     * @return whether something was there
     * @throws IOException when the store could not look or could not remove it
     */
    boolean remove(MarkerKey key) throws IOException;

    /**
     * Removes what writers that were killed left unfinished, a thousand pieces at most. A store whose writers leave nothing
     * has nothing to do.
     *
     * @param before only what was last written before this instant, by the clock of the place
     * @return how many were removed
     * @throws IOException when the store could not look or could not remove
     */
    default int clearLeftovers(Instant before) throws IOException {
        return 0;
    }

    /** Releases what the store holds; idempotent, never throws. */
    @Override
    void close();
}
