/**
 * An archiver of one's own: for those who embed the library in theirs.
 *
 * <p>{@link org.walsafe.examples.archiver.CopyingArchiver} is meant to be read.
 */
@NullMarked
package org.walsafe.examples.archiver;

import org.jspecify.annotations.NullMarked;
