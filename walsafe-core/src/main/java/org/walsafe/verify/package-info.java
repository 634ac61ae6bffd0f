/**
 * Reads WAL archives and base backups closely enough that "good" means a restore works.
 *
 * <p>For those who watch over an archive. {@link org.walsafe.verify.ArchiveVerifier} looks at all archived WAL,
 * {@link org.walsafe.verify.ArchiveReport} is what it found. Authors of an archive of their own implement
 * {@link org.walsafe.verify.ArchiveSource}.
 */
@NullMarked
package org.walsafe.verify;

import org.jspecify.annotations.NullMarked;
