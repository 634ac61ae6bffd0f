/**
 * Reads the {@code backup_manifest} of a base backup, as PostgreSQL 13 to 18 and Barman write it.
 *
 * <p>For those who verify backups. {@link org.walsafe.verify.manifest.BackupManifest#read} is where it begins.
 */
@NullMarked
package org.walsafe.verify.manifest;

import org.jspecify.annotations.NullMarked;
