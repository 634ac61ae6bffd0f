/**
 * OpenSSH's {@code known_hosts} files and host certificates: whom to believe that it is the host it says it is.
 *
 * <p>For this module alone; not exported.
 */
@NullMarked
package org.walsafe.ssh.knownhosts;

import org.jspecify.annotations.NullMarked;
