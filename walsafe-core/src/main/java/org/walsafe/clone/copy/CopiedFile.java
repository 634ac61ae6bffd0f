package org.walsafe.clone.copy;

import java.nio.file.Path;
import java.util.Optional;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;

/**
 * A file to be copied.
 *
 * @param path its path below the data directory
 * @param source where it is at the source
 * @param size its length in bytes
 * @param mode the permissions that the copy gets
 * @param staged where the copy is built
 * @param older where an older copy may be
 */
record CopiedFile(String path, HostPath source, long size, FileMode mode, Path staged, Optional<Path> older) {}
