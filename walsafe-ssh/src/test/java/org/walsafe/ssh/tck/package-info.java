/**
 * SSH servers to test against: a real {@code sshd} of one's own, and the keys that go with it.
 *
 * <p>For tests inside this project: add the {@code test-jar} of walsafe-ssh, and that of walsafe-core, in test scope.
 */
@NullMarked
package org.walsafe.ssh.tck;

import org.jspecify.annotations.NullMarked;
