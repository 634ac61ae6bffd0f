package org.walsafe.clone.copy;

import org.walsafe.host.FileKind;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;

/**
 * A file or directory of a backup in plain form.
 *
 * @param path its path below the data directory; of a tablespace's, {@code pg_tblspc/<number>/…}
 * @param source where it is
 * @param kind what it is
 * @param size its length in bytes
 * @param mode its permissions
 */
record SourceEntry(String path, HostPath source, FileKind kind, long size, FileMode mode) {}
