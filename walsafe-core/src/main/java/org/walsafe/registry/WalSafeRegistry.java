package org.walsafe.registry;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.walsafe.wal.WalFileName;

/**
 * All confirmations of one PostgreSQL cluster.
 *
 * <p>Confirming is idempotent and first come, first kept: a confirmation that agrees with the one that is there is
 * success, one that contradicts it is a conflict and changes nothing.
 *
 * <p>A confirmation without evidence stays, too, though one with evidence comes later: whoever wants the evidence withdraws
 * first. In between the file is merely not confirmed, which is safe; to replace one content by another in a single step
 * would let two that do so at once overwrite each other, in a directory at least.
 *
 * <p>A place that has become unusable, because others may write to it or it is gone, is refused by every method but
 * {@link #location()}, {@link #lookup} and {@link #close()}, with {@link RegistryUnusableException}.
 *
 * <p>Thread-safe. Every method but {@link #location()} may block, for as long as the store beneath may. Use after
 * {@link #close()} throws {@link IllegalStateException}. {@code WalSafeRegistryContract} of the test kit checks what is
 * promised here.
 *
 * @since 0.1.0
 */
public interface WalSafeRegistry extends AutoCloseable {

    /**
     * The registry at {@code uri}: {@code file:}, {@code mem:}, and the schemes of the modules on the path. For command
     * lines; code uses constructors.
     *
     * @throws org.walsafe.error.WalSafeException when no module on the path knows the scheme, or the place cannot be used
     */
    static WalSafeRegistry open(URI uri) {
        return RegistryProviders.open(uri);
    }

    /** Where the registry is, for messages; never holds a secret. */
    String location();

    /**
     * Records that a WAL file is safe.
     *
     * @throws RegistryUnreachableException when it could not be recorded; confirming again is harmless
     */
    ConfirmOutcome confirm(Confirmation confirmation);

    /**
     * Records several confirmations, cheaper than one by one; the outcomes are in their order.
     *
     * @throws RegistryUnreachableException when not all could be recorded; confirming all again is harmless
     */
    List<ConfirmOutcome> confirmAll(List<Confirmation> confirmations);

    /** What is known of {@code file}; a registry that cannot be reached answers {@link Lookup.Unknown}. */
    Lookup lookup(WalFileName file);

    /**
     * Shows what the registry holds, names only, without keeping the listing in memory.
     *
     * @throws RegistryUnreachableException when the listing could not be read to its end
     */
    void list(MarkerVisitor visitor);

    /**
     * Withdraws the confirmation of {@code file}, or clears away what stands in its place.
     *
     * @return whether something was there
     * @throws RegistryUnreachableException when nobody could look or remove
     */
    boolean withdraw(WalFileName file);

    /**
     * Records that PostgreSQL was allowed to recycle {@code hole}'s file unconfirmed. Where a hole of this file is recorded
     * already, that record stays.
     *
     * @throws RegistryUnreachableException when it could not be recorded
     * @throws RegistryUnusableException when something that is no such record stands in its place
     */
    void recordHole(Hole hole);

    /**
     * Shows every hole that was recorded, for verification to report. Reads the names of all markers, and the records of the
     * holes alone.
     *
     * @throws RegistryUnreachableException when not all could be read
     */
    void listHoles(HoleVisitor visitor);

    /**
     * Removes what writers that were killed left unfinished, a thousand pieces at most. Nobody ever takes such a piece for a
     * marker; it only takes up room.
     *
     * @param before only what was last written before this instant, by the clock of the place: a writer may still be at work
     *     on what is younger
     * @return how many were removed
     * @throws RegistryUnreachableException when nobody could look or remove
     */
    default int clearLeftovers(Instant before) {
        return 0;
    }

    /** Releases what the registry holds; idempotent, never throws. */
    @Override
    void close();
}
