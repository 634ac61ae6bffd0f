package org.walsafe.verify;

import java.time.Instant;

/**
 * A stored file as its directory entry shows it.
 *
 * @param size its length in bytes as it is stored, which may be compressed
 * @param modified when its content last changed
 * @since 0.1.0
 */
public record StoredFile(long size, Instant modified) {}
