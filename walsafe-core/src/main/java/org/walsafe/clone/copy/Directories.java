package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.walsafe.host.FileMode;

/** Makes directories, with a mode that no umask changes. */
final class Directories {

    private Directories() {}

    /** Makes one; one that is there gets the mode. */
    static void make(Path directory, FileMode mode) throws IOException {
        try {
            Files.createDirectory(directory);
            Ownership.giveToOwnerOfParent(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(directory.toString());
            }
        }
        Files.setAttribute(directory, "unix:mode", mode.bits());
    }
}
