package org.walsafe.metrics;

/**
 * How much there is of something now.
 *
 * @since 0.1.0
 */
public enum WalSafeGauge {
    /** The WAL files that PostgreSQL waited for when the last pass of reconciling began. */
    READY("walsafe.ready", "files", "WAL files that PostgreSQL waits to have archived"),
    /** The files that PostgreSQL waits for, or that a receiver has on disk, and that are not confirmed. */
    UNCONFIRMED("walsafe.unconfirmed", "files", "WAL files that still lack their confirmation"),
    /** Since when the first of {@link #UNCONFIRMED} has been waiting. */
    UNCONFIRMED_AGE("walsafe.unconfirmed.age", "seconds", "How long the oldest unconfirmed WAL file has been waiting"),
    /** By how much the server's WAL is ahead of what a receiver has. */
    RECEIVE_LAG("walsafe.receive.lag", "bytes", "WAL that the server has written and the receiver has not received");

    private final String metricName;
    private final String unit;
    private final String description;

    WalSafeGauge(String metricName, String unit, String description) {
        this.metricName = metricName;
        this.unit = unit;
        this.description = description;
    }

    /** {@return its name in monitoring: lower-case words with dots} */
    public String metricName() {
        return metricName;
    }

    /** {@return what it is counted in} */
    public String unit() {
        return unit;
    }

    /** {@return what it is, for people} */
    public String description() {
        return description;
    }
}
