/**
 * PostgreSQL's archiving: the gate, which answers its {@code archive_command} and lets a WAL file go only when it is
 * confirmed; and what waits in {@code archive_status}, seen from outside.
 *
 * <p>For whoever answers PostgreSQL: {@link org.walsafe.archive.ArchiveGate} in a program of their own,
 * {@link org.walsafe.archive.GateScript} where there is no JVM. For whoever decides:
 * {@link org.walsafe.archive.ArchivePolicies} has the policies that are shipped, {@link org.walsafe.archive.ArchiveRule} is
 * what one's own is made of. For whoever asks what PostgreSQL waits for:
 * {@link org.walsafe.archive.ArchiveStatusSource} is the seam, {@link org.walsafe.archive.ArchiveStatusDirectory} reads it
 * from the data directory.
 */
@NullMarked
package org.walsafe.archive;

import org.jspecify.annotations.NullMarked;
