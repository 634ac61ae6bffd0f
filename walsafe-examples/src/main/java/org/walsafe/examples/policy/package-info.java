/** A team's own archive policy, and how it is tested without a server: for those who need other rules than the shipped. */
@NullMarked
package org.walsafe.examples.policy;

import org.jspecify.annotations.NullMarked;
