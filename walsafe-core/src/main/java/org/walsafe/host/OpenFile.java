package org.walsafe.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reaches a file that this process holds open by its descriptor (Linux: {@code /proc/self/fd}). Its name is not to be trusted in
 * a directory of somebody else, who may have put another file there: a hard link to one of root's, say.
 */
final class OpenFile {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFile() {}

    /**
     * {@return a path that leads to the open file that still has the name {@code name}, and to no other}
     *
     * @throws IOException when this process holds none open by that name, or nobody could look
     */
    static Path named(Path name) throws IOException {
        Path real = name.toAbsolutePath().resolveSibling(".").toRealPath().resolve(String.valueOf(name.getFileName()));
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (leadsTo(real, descriptor)) {
                    return descriptor;
                }
            }
        }
        throw new IOException(name + " is no longer the file that was made there: somebody else changes the directory");
    }

    private static boolean leadsTo(Path file, Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (NoSuchFileException closedMeanwhile) {
            return false;
        }
    }
}
