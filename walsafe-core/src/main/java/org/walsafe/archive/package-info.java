/**
 * PostgreSQL's archiving, seen from outside: what waits in {@code archive_status}, in which order it is offered, and whose
 * it is.
 *
 * <p>For whoever asks what PostgreSQL waits for: {@link org.walsafe.archive.ArchiveStatusSource} is the seam,
 * {@link org.walsafe.archive.ArchiveStatusDirectory} reads it from the data directory.
 */
@NullMarked
package org.walsafe.archive;

import org.jspecify.annotations.NullMarked;
