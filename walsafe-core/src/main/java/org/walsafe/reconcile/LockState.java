package org.walsafe.reconcile;

/**
 * Whose a {@link RegistryLock} is.
 *
 * @since 0.1.0
 */
public sealed interface LockState {

    /** It is ours until further notice. */
    record Held() implements LockState {}

    /**
     * Another has it.
     *
     * @param owner who, for messages
     */
    record HeldByAnother(String owner) implements LockState {}
}
