package org.walsafe.host;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a host tells of one directory entry, symbolic links not followed.
 *
 * @param kind what it is
 * @param size its length in bytes
 * @param modified when its content last changed
 * @param mode its permissions
 * @param inode the number of what has this name, which another file put in its place does not have; empty where the host does
 *     not say (SFTP does not)
 * @since 0.1.0
 */
public record FileStatus(FileKind kind, long size, Instant modified, FileMode mode, OptionalLong inode) {

    /**
     * What a host tells that knows no inodes.
     *
     * @param kind what it is
     * @param size its length in bytes
     * @param modified when its content last changed
     * @param mode its permissions
     */
    public FileStatus(FileKind kind, long size, Instant modified, FileMode mode) {
        this(kind, size, modified, mode, OptionalLong.empty());
    }
}
