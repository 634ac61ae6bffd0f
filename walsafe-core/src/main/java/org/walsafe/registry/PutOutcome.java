package org.walsafe.registry;

/**
 * What came of putting a marker.
 *
 * @since 0.1.0
 */
public sealed interface PutOutcome {

    /** The marker is stored, durably. */
    record Stored() implements PutOutcome {}

    /** The same bytes were there already, durably. */
    record AlreadyStored() implements PutOutcome {}

    /**
     * Something else is there; it was not touched.
     *
     * @param existing what is there
     */
    record Differs(StoredMarker existing) implements PutOutcome {}
}
