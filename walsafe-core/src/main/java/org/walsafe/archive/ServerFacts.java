package org.walsafe.archive;

import java.util.Optional;
import java.util.OptionalInt;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SystemIdentifier;

/**
 * What is known of the server that asks; each fact may be missing.
 *
 * <p>Immutable and thread-safe.
 *
 * @param systemIdentifier its cluster
 * @param major its version
 * @param replicationSlots how many physical replication slots are in use
 * @since 0.1.0
 */
public record ServerFacts(
        Optional<SystemIdentifier> systemIdentifier, Optional<PostgresMajor> major, OptionalInt replicationSlots) {

    /** Nothing is known. */
    public static final ServerFacts NONE = new ServerFacts(Optional.empty(), Optional.empty(), OptionalInt.empty());

    /**
     * {@return the same with another system identifier}
     *
     * @param newIdentifier the cluster
     */
    public ServerFacts with(SystemIdentifier newIdentifier) {
        return new ServerFacts(Optional.of(newIdentifier), major, replicationSlots);
    }

    /**
     * {@return the same with another version}
     *
     * @param newMajor the version
     */
    public ServerFacts with(PostgresMajor newMajor) {
        return new ServerFacts(systemIdentifier, Optional.of(newMajor), replicationSlots);
    }

    /**
     * {@return the same with another number of slots}
     *
     * @param inUse how many physical replication slots are in use
     */
    public ServerFacts withReplicationSlots(int inUse) {
        return new ServerFacts(systemIdentifier, major, OptionalInt.of(inUse));
    }
}
