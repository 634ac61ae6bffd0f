package org.walsafe.clone.copy;

import org.walsafe.host.HostPath;

/**
 * A tar file of a backup.
 *
 * @param file where it is
 * @param prefix what to put before the names in it, to have paths below the data directory; empty, or ends with a slash
 * @param size its length in bytes, as it is stored
 */
record BackupTarFile(HostPath file, String prefix, long size) {}
