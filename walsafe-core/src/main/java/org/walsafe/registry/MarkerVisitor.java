package org.walsafe.registry;

/**
 * Receives what a store lists, one entry at a time, in no particular order.
 *
 * @since 0.1.0
 */
public interface MarkerVisitor {

    /** A marker's key; its content is not read. */
    void marker(MarkerKey key);

    /** A name in the store that is no marker's and no temporary file's; printable as it is given. */
    void stranger(String name);
}
