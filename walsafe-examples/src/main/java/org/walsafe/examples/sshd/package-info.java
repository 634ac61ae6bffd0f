/** An {@code sshd} of one's own, for the benchmarks and for the rehearsal of the command line. */
@NullMarked
package org.walsafe.examples.sshd;

import org.jspecify.annotations.NullMarked;
