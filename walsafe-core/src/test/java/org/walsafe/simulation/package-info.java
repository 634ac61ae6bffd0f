/** Whole histories of PostgreSQL, Barman, the network and WalSafe, played on machines that may die at every step. */
@NullMarked
package org.walsafe.simulation;

import org.jspecify.annotations.NullMarked;
