/**
 * How WalSafe reports a failure: for everyone who calls the library.
 *
 * <p>Every unchecked exception of the library is a {@link org.walsafe.error.WalSafeException}. Those who print one show
 * its message and, where there is one, its hint.
 */
@NullMarked
package org.walsafe.error;

import org.jspecify.annotations.NullMarked;
