/**
 * Gets WAL files back from an archive, as PostgreSQL's {@code restore_command} asks for them: for tools that restore servers,
 * and for those who embed a source of their own.
 *
 * <p>{@link org.walsafe.restore.WalRestorer} asks one or several {@link org.walsafe.restore.WalSource sources}, checks what they
 * give, and delivers it durably or not at all. Its answer, a {@link org.walsafe.restore.RestoreOutcome}, never takes "I could
 * not look" for "it is not there"; {@link org.walsafe.restore.RestoreExitStatus} says it to PostgreSQL.
 */
@NullMarked
package org.walsafe.restore;

import org.jspecify.annotations.NullMarked;
