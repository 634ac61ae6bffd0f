/**
 * Makes the registry agree with the archive: compares what PostgreSQL waits for with what the archive holds, and confirms,
 * withdraws or reports what follows.
 *
 * <p>For those who run WalSafe beside an archive. {@link org.walsafe.reconcile.Reconciler} is one comparison,
 * {@link org.walsafe.reconcile.ReconcileLoop} repeats it. Authors of an archive of their own implement
 * {@link org.walsafe.reconcile.WalArchive}.
 */
@NullMarked
package org.walsafe.reconcile;

import org.jspecify.annotations.NullMarked;
