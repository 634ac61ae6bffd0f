/** WalSafe's figures in one's own monitoring. */
@NullMarked
package org.walsafe.examples.metrics;

import org.jspecify.annotations.NullMarked;
