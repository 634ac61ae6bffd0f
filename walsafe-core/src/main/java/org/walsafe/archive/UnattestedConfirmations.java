package org.walsafe.archive;

/**
 * What to make of a confirmation that {@linkplain org.walsafe.registry.Confirmation#isAttested() attests nothing}, such as
 * {@code touch} makes. It says that some file of this name is safe, not which.
 *
 * @since 0.1.0
 */
public enum UnattestedConfirmations {
    /** They confirm, by name alone. */
    ACCEPTED,
    /** They confirm nothing. */
    REFUSED
}
