package org.walsafe.registry;

import java.net.URI;
import java.util.List;
import org.walsafe.wal.WalFileName;

/**
 * All confirmations of one PostgreSQL cluster.
 *
 * <p>Confirming is idempotent and first come, first kept: a confirmation that agrees with the one that is there is
 * success, one that contradicts it is a conflict and changes nothing.
 *
 * <p>Thread-safe. Every method but {@link #location()} may block, for as long as the store beneath may. Use after
 * {@link #close()} throws {@link IllegalStateException}.
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
     * Records that PostgreSQL was allowed to recycle {@code hole}'s file unconfirmed.
     *
     * @throws RegistryUnreachableException when it could not be recorded
     */
    void recordHole(Hole hole);

    /** Releases what the registry holds; idempotent, never throws. */
    @Override
    void close();
}
