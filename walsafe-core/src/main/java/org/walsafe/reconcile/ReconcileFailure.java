package org.walsafe.reconcile;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.walsafe.error.WalSafeException;
import org.walsafe.registry.RegistryUnreachableException;

/**
 * Why a pass did not go through.
 *
 * @param state what that makes of the loop
 * @param at when it happened
 * @param message what happened, on one line
 * @param hint what to do about it
 * @since 0.1.0
 */
public record ReconcileFailure(ReconcileState state, Instant at, String message, Optional<String> hint) {

    static ReconcileFailure of(RuntimeException e, Instant now) {
        if (e instanceof WalSafeException known) {
            return new ReconcileFailure(stateOf(known), now, String.valueOf(known.getMessage()), known.hint());
        }
        return new ReconcileFailure(
                ReconcileState.FAILING, now, e.toString(), Optional.of("This should not happen; please report it."));
    }

    static ReconcileFailure ofLock(IOException e, Instant now) {
        return new ReconcileFailure(
                ReconcileState.REGISTRY_AWAY,
                now,
                "the registry's lock cannot be looked at: " + e.getMessage(),
                Optional.empty());
    }

    private static ReconcileState stateOf(WalSafeException e) {
        if (e instanceof PrimaryUnreachableException) {
            return ReconcileState.PRIMARY_AWAY;
        }
        if (e instanceof ArchiveUnreachableException) {
            return ReconcileState.ARCHIVE_AWAY;
        }
        if (e instanceof RegistryUnreachableException) {
            return ReconcileState.REGISTRY_AWAY;
        }
        return e instanceof ForeignArchiveException ? ReconcileState.FOREIGN_ARCHIVE : ReconcileState.FAILING;
    }
}
