/**
 * What WalSafe's resident parts count: for embedders who hand the figures to their monitoring. {@link
 * org.walsafe.metrics.micrometer} does so through Micrometer.
 */
@NullMarked
package org.walsafe.metrics;

import org.jspecify.annotations.NullMarked;
