package org.walsafe.restore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.walsafe.host.ShellWord;

/**
 * A directory that belongs to the user of this process alone, mode {@code 0700}, held open: what is done in it is done in the
 * directory that was looked at, whatever has its name meanwhile.
 */
final class OwnDirectory implements AutoCloseable {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Integer ROOT = 0;
    private static final int WRITABLE_BY_ALL = 0002;
    private static final int STICKY = 01000;

    private final SecureDirectoryStream<Path> opened;

    private OwnDirectory(SecureDirectoryStream<Path> opened) {
        this.opened = opened;
    }

    /**
     * Opens a directory.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws IOException when it is not this user's alone, or cannot be held open
     */
    @SuppressWarnings("StreamResourceLeak") // it lives as long as what is returned
    static OwnDirectory open(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        try {
            if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("the file system of " + directory + " cannot hold a directory open");
            }
            PosixFileAttributes attributes =
                    secure.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
            if (!attributes.owner().equals(Files.getOwner(Path.of("/proc/self")))
                    || !attributes.permissions().equals(OWNER_ONLY)) {
                throw new IOException("the spool " + directory
                        + " is not a directory for its owner alone. Remove it, or run: chmod 700 "
                        + ShellWord.quote(directory.toString()));
            }
            return new OwnDirectory(secure);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /**
     * Checks that nobody else can put another directory in the place of {@code directory}: every directory above it, and every
     * symbolic link on the way, is this user's or root's, and where all users can write, they cannot rename what is another's.
     *
     * @throws IOException when somebody can, or nobody could look
     */
    static void requireOwnWay(Path directory) throws IOException {
        Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        requireOwnAbove(directory, self);
        requireOwnAbove(directory.toRealPath(), self);
    }

    private static void requireOwnAbove(Path directory, Object self) throws IOException {
        for (Path above = directory; above != null; above = above.getParent()) {
            Map<String, Object> facts =
                    Files.readAttributes(above, "unix:uid,mode,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
            boolean ours = self.equals(facts.get("uid")) || ROOT.equals(facts.get("uid"));
            int mode = facts.get("mode") instanceof Integer bits ? bits : WRITABLE_BY_ALL;
            boolean open = !Boolean.TRUE.equals(facts.get("isSymbolicLink"))
                    && (mode & WRITABLE_BY_ALL) != 0
                    && (mode & STICKY) == 0;
            if (!ours || open) {
                throw new IOException("whoever can change " + above + " can put another spool in the place of "
                        + directory + ". Keep spools where only this user and root can rename directories");
            }
        }
    }

    /** Renames an entry to a path elsewhere, whatever has that name. */
    void move(Path entry, Path destination) throws IOException {
        Path folder = destination.toAbsolutePath().getParent();
        Path name = destination.getFileName();
        if (folder == null || name == null) {
            throw new IOException(destination + " is no path of a file");
        }
        try (DirectoryStream<Path> target = Files.newDirectoryStream(folder)) {
            if (!(target instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("the file system of " + folder + " cannot hold a directory open");
            }
            opened.move(entry, secure, name);
        }
    }

    void copy(Path entry, OutputStream out) throws IOException {
        try (var in = Channels.newInputStream(
                opened.newByteChannel(entry, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
            in.transferTo(out);
        }
    }

    void delete(Path entry) throws IOException {
        opened.deleteFile(entry);
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
