package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.host.FileMode;

/**
 * What the staging directories hold once the copy is complete. Whatever else an earlier attempt left there is removed.
 *
 * <p>Thread-safe.
 */
final class StagedContent {

    private final StagingArea area;
    private final Set<Path> expected = ConcurrentHashMap.newKeySet();

    StagedContent(StagingArea area) {
        this.area = area;
        expected.addAll(area.contents());
    }

    /** Makes a directory of the backup, in place of anything else of that name. */
    void makeDirectory(String path, FileMode mode) throws IOException {
        Path directory = area.staged(path);
        if (Place.exists(directory) && !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(directory);
        }
        Directories.make(directory, mode);
        expected.add(directory);
    }

    /** Says that a file of the backup is to be there. */
    void expectFile(String path) {
        expected.add(area.staged(path));
    }

    boolean isExpected(String path) {
        return expected.contains(area.staged(path));
    }

    /** Removes what is neither a directory that was made nor a file that is expected. */
    void removeOthers() throws IOException {
        for (Path content : area.contents()) {
            removeOthers(content);
        }
    }

    private void removeOthers(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!expected.contains(entry)) {
                    PathUtils.delete(entry);
                } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    removeOthers(entry);
                }
            }
        }
    }
}
