/**
 * The benchmarks: for everyone who wants to know what WalSafe costs beside what it replaces. A {@link
 * org.walsafe.examples.bench.Contest Contest} is run by {@code walsafe bench}.
 */
@NullMarked
package org.walsafe.examples.bench;

import org.jspecify.annotations.NullMarked;
