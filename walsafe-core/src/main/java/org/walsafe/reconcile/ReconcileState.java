package org.walsafe.reconcile;

/**
 * How a {@link ReconcileLoop} fares.
 *
 * @since 0.1.0
 */
public enum ReconcileState {
    /** It has not made a pass yet. */
    STARTING("starting"),
    /** The last pass went through. */
    WORKING("working"),
    /** Another reconciler holds the registry's lock; it waits to take over. */
    STANDING_BY("standing by"),
    /** PostgreSQL's files cannot be read. */
    PRIMARY_AWAY("PostgreSQL is away"),
    /** The archive cannot be read. */
    ARCHIVE_AWAY("the archive is away"),
    /** The registry cannot be read or written. */
    REGISTRY_AWAY("the registry is away"),
    /** The archive is another cluster's. */
    FOREIGN_ARCHIVE("the archive is another cluster's"),
    /** Something went wrong that is nobody's absence. */
    FAILING("failing"),
    /** It has ended. */
    STOPPED("stopped");

    private final String words;

    ReconcileState(String words) {
        this.words = words;
    }

    /** {@return the state in words, for people} */
    public String words() {
        return words;
    }
}
