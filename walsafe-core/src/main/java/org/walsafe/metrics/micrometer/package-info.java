/** WalSafe's figures in Micrometer: for embedders who use it, and then add {@code io.micrometer:micrometer-core} themselves. */
@NullMarked
package org.walsafe.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
