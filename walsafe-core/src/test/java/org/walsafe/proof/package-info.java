/** Prints the figures of {@code -Pmutation} and {@code -Pcoverage} as the README shows them. */
@NullMarked
package org.walsafe.proof;

import org.jspecify.annotations.NullMarked;
