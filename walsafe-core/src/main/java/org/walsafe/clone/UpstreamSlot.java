package org.walsafe.clone;

/**
 * A replication slot as the upstream server shows it.
 *
 * @param name its name
 * @param state whether a standby can use it
 * @since 0.1.0
 */
public record UpstreamSlot(String name, State state) {

    /** Whether a standby can use a slot. */
    public enum State {
        /** Nobody uses it. */
        IDLE,
        /** Another standby streams through it. */
        ACTIVE,
        /** WAL that it was to keep is gone. */
        LOST,
        /** It is for logical decoding. */
        LOGICAL
    }
}
