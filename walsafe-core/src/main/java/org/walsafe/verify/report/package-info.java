/**
 * Shows what a verification found: to people as text and as a page to look at, to machines as JSON, to a monitor as one line.
 *
 * <p>For programs that verify. Every class here turns a report into text and does nothing else.
 */
@NullMarked
package org.walsafe.verify.report;

import org.jspecify.annotations.NullMarked;
