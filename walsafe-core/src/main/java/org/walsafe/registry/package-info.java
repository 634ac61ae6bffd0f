/**
 * Confirmations that WAL files are safe in the archive, and where they are kept.
 *
 * <p>For everyone: {@link org.walsafe.registry.WalSafeRegistry} is what tools hold. Authors of storage implement
 * {@link org.walsafe.registry.MarkerStore} and extend {@code MarkerStoreContract} of the test kit.
 */
@NullMarked
package org.walsafe.registry;

import org.jspecify.annotations.NullMarked;
