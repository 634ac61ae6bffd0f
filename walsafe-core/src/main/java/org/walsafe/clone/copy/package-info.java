/**
 * Copies a base backup from a Barman catalogue into a new data directory, verified: for {@code org.walsafe.clone}, and for tools
 * that bring up a server by rules of their own.
 *
 * <p>{@link org.walsafe.clone.copy.BackupCopier} copies into a staging directory beside the target, which stays as it is until
 * {@link org.walsafe.clone.copy.StagedCopy#publish} puts the whole copy in its place.
 */
@NullMarked
package org.walsafe.clone.copy;

import org.jspecify.annotations.NullMarked;
