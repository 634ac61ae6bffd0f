package org.walsafe.tck;

import java.util.ArrayList;
import java.util.List;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerStore;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.NewMarker;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineId;

/**
 * The store under test, and what can be done to the place where it keeps its markers.
 *
 * @since 0.1.0
 */
public abstract class MarkerStoreFixture {

    /** For the store's own test class. */
    protected MarkerStoreFixture() {}

    /**
     * The store under test, open, empty at first, and the same throughout one test; the test class closes it afterwards.
     *
     * @return the store
     */
    protected abstract MarkerStore store();

    /**
     * Puts bytes in a marker's place past the store, overwriting, as somebody else's program would.
     *
     * @param key the marker's key
     * @param bytes any bytes, also more than a marker may have
     * @throws Exception when it cannot be done, and so the test fails
     */
    protected abstract void plant(MarkerKey key, byte[] bytes) throws Exception;

    /**
     * Makes the place such that the store cannot look: cuts a connection, takes a directory away.
     *
     * @throws Exception when it cannot be done, and so the test fails
     */
    protected abstract void makeUnreachable() throws Exception;

    /**
     * What a message names when the store cannot look.
     *
     * @return the store's location, or, where that is overridden, the host that cannot be reached
     */
    protected String unreachablePlace() {
        return store().location();
    }

    static SegmentName segment(int number) {
        return new SegmentName(TimelineId.FIRST, number >>> 8, number & 0xFF);
    }

    static NewMarker marker(int number, String content) {
        return new NewMarker(MarkerKey.confirmation(segment(number)), content(content));
    }

    static MarkerContent content(String text) {
        return MarkerContent.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    final Listing listing() throws Exception {
        Listing listing = new Listing();
        store().list(listing);
        return listing;
    }

    /** Everything that a listing showed. */
    static final class Listing implements MarkerVisitor {

        final List<MarkerKey> markers = new ArrayList<>();
        final List<String> strangers = new ArrayList<>();

        @Override
        public void marker(MarkerKey key) {
            markers.add(key);
        }

        @Override
        public void stranger(String name) {
            strangers.add(name);
        }
    }
}
