package org.walsafe.clone.copy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.walsafe.host.Host;

/**
 * What to copy, and where to.
 *
 * <p>Immutable; as thread-safe as its parts.
 *
 * @param source the machine that the backup is on; stays the caller's to close
 * @param backup where its files are
 * @param dataDirectory the data directory to make, an absolute path; where it is a symbolic link to a directory, the link stays
 *     and the directory's content is made
 * @param tablespaces where each tablespace of the backup is to be, by its number: absolute paths outside the data directory
 * @param existing what becomes of files that are there already
 * @param limits what the copy may take
 * @param progress is told how far it has come
 * @since 0.1.0
 */
public record CopyRequest(
        Host source,
        BackupCopySource backup,
        Path dataDirectory,
        Map<Long, Path> tablespaces,
        ExistingData existing,
        CopyLimits limits,
        CopyProgress progress) {

    /**
     * Copies the map, and checks it.
     *
     * @throws IllegalArgumentException where a path is not absolute, a tablespace has no place, or two have the same
     */
    public CopyRequest {
        tablespaces = Map.copyOf(tablespaces);
        requireAbsolute(dataDirectory);
        tablespaces.values().forEach(CopyRequest::requireAbsolute);
        if (!tablespaces.keySet().equals(backup.tablespaces().keySet())) {
            throw new IllegalArgumentException("the tablespaces of " + backup.name() + " are "
                    + backup.tablespaces().keySet() + ", but places are given for " + tablespaces.keySet());
        }
        List<Path> places = new ArrayList<>(tablespaces.values());
        places.add(dataDirectory);
        for (int i = 0; i < places.size(); i++) {
            for (Path other : places.subList(i + 1, places.size())) {
                requireApart(places.get(i), other);
            }
        }
    }

    private static void requireAbsolute(Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
    }

    private static void requireApart(Path one, Path other) {
        if (one.normalize().startsWith(other.normalize()) || other.normalize().startsWith(one.normalize())) {
            throw new IllegalArgumentException("one lies in the other: " + one + " and " + other);
        }
    }
}
