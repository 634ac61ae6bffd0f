/**
 * A machine we can run a command on and use files at: the seam that local and SSH transports fill.
 *
 * <p>For authors of transports (implement {@link org.walsafe.host.Host}) and for tools that want WalSafe's durable file
 * primitives on the machine they run on ({@link org.walsafe.host.LocalHost}).
 */
@NullMarked
package org.walsafe.host;

import org.jspecify.annotations.NullMarked;
