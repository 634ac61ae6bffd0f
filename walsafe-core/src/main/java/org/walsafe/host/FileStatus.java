package org.walsafe.host;

import java.time.Instant;

/**
 * What a host tells of one directory entry, symbolic links not followed.
 *
 * @param kind what it is
 * @param size its length in bytes
 * @param modified when its content last changed
 * @param mode its permissions
 * @since 0.1.0
 */
public record FileStatus(FileKind kind, long size, Instant modified, FileMode mode) {}
