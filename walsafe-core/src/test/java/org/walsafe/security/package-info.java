/** What README promises about security, attack by attack, where no single class's own test is the place for it. */
@NullMarked
package org.walsafe.security;

import org.jspecify.annotations.NullMarked;
