/** A host over SSH and SFTP, for embedders and command lines that reach PostgreSQL's machine that way. */
@NullMarked
package org.walsafe.ssh;

import org.jspecify.annotations.NullMarked;
