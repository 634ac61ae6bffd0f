package org.walsafe.verify;

import java.time.Instant;
import java.util.OptionalLong;
import org.walsafe.host.FileStatus;

/**
 * A stored file as its directory entry shows it.
 *
 * @param size its length in bytes as it is stored, which may be compressed
 * @param modified when its content last changed
 * @param inode the number that another file put in its place does not have, where the host says
 * @since 0.1.0
 */
public record StoredFile(long size, Instant modified, OptionalLong inode) {

    /**
     * A file of a host, or a place, that knows no inodes.
     *
     * @param size its length in bytes
     * @param modified when its content last changed
     */
    public StoredFile(long size, Instant modified) {
        this(size, modified, OptionalLong.empty());
    }

    static StoredFile of(FileStatus status) {
        return new StoredFile(status.size(), status.modified(), status.inode());
    }
}
