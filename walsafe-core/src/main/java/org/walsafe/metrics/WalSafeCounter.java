package org.walsafe.metrics;

/**
 * How often something has happened.
 *
 * @since 0.1.0
 */
public enum WalSafeCounter {
    /** Confirmations that were recorded. */
    CONFIRMED("walsafe.confirmed", "Confirmations recorded"),
    /** Markers that went, because PostgreSQL no longer waits for their files. */
    WITHDRAWN("walsafe.withdrawn", "Markers withdrawn of files that PostgreSQL no longer waits for"),
    /** Writes to the registry, of one confirmation or of many. */
    BATCHES("walsafe.batches", "Batches of confirmations written to the registry"),
    /** Attempts that failed and are repeated: a pass, a batch, a connection. */
    ERRORS("walsafe.errors", "Passes, batches and connections that failed"),
    /** Segments that a receiver has completed on disk. */
    SEGMENTS("walsafe.receive.segments", "Segments received and flushed to disk"),
    /** How often a receiver has begun to stream. */
    CONNECTIONS("walsafe.receive.connections", "Streams begun");

    private final String metricName;
    private final String description;

    WalSafeCounter(String metricName, String description) {
        this.metricName = metricName;
        this.description = description;
    }

    /** {@return its name in monitoring: lower-case words with dots} */
    public String metricName() {
        return metricName;
    }

    /** {@return what it is, for people} */
    public String description() {
        return description;
    }
}
