package org.walsafe.barman;

import java.time.Instant;
import java.util.OptionalLong;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/**
 * A WAL file that Barman has.
 *
 * @param name its name
 * @param place where it was found
 * @param path the file
 * @param storedSize its length in bytes as it is stored, which may be compressed
 * @param modified when its content last changed; Barman keeps the time of the original
 * @param inode the number that another file put in its place does not have, where the host says
 * @since 0.1.0
 */
public record CataloguedFile(
        WalFileName name, WalPlace place, HostPath path, long storedSize, Instant modified, OptionalLong inode) {}
