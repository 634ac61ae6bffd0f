package org.walsafe.registry;

/**
 * What a store holds for a key, when it could look.
 *
 * @since 0.1.0
 */
public sealed interface StoredMarker {

    /** The store looked: there is no such marker. */
    record Absent() implements StoredMarker {}

    /**
     * A marker is there; what its content means is not yet known.
     *
     * @param content its bytes
     */
    record Present(MarkerContent content) implements StoredMarker {}

    /**
     * Something is there that cannot be a marker: a directory, a symbolic link, more than
     * {@link MarkerContent#MAXIMUM_BYTES}.
     *
     * @param reason what it is, as a clause to follow the marker's name
     */
    record Unusable(String reason) implements StoredMarker {}
}
