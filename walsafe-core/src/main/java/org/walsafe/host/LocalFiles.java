package org.walsafe.host;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The files of {@link LocalHost}.
 *
 * <p>The gate looks a marker up in a JVM that has just started: what it calls here keeps to classes that are loaded anyway
 * (no lambdas, streams or formatters).
 */
final class LocalFiles implements HostFiles {

    /** One {@code lstat}; the view {@code unix} gives the whole mode, {@code posix} only nine bits of it. */
    private static final String ATTRIBUTES = "unix:mode,size,lastModifiedTime,ino";

    private static final int KIND_BITS = 0170000;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final LocalHost host;
    private final LocalPublisher publisher;

    LocalFiles(LocalHost host, LocalPublisher publisher) {
        this.host = host;
        this.publisher = publisher;
    }

    @Override
    public HostPath resolve(String text) throws IOException {
        host.checkOpen();
        if (text.equals("~")) {
            return home();
        }
        return text.startsWith("~/") ? HostPath.of(home() + "/" + text.substring(2)) : HostPath.of(text);
    }

    private static HostPath home() throws IOException {
        String home = System.getProperty("user.home", "");
        if (!home.startsWith("/")) {
            throw new IOException("the home directory of the user on " + LocalHost.NAME + " is not known");
        }
        return HostPath.of(home);
    }

    @Override
    public Optional<FileStatus> status(HostPath path) throws IOException {
        host.checkOpen();
        try {
            Map<String, Object> read = Files.readAttributes(local(path), ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) requireNonNull(read.get("mode"));
            long size = (Long) requireNonNull(read.get("size"));
            FileTime modified = (FileTime) requireNonNull(read.get("lastModifiedTime"));
            long inode = (Long) requireNonNull(read.get("ino"));
            return Optional.of(new FileStatus(
                    kind(mode), size, modified.toInstant(), new FileMode(mode & 07777), OptionalLong.of(inode)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw LocalFailure.of(path, "cannot be looked at", e);
        }
    }

    private static FileKind kind(int mode) {
        return switch (mode & KIND_BITS) {
            case 0100000 -> FileKind.REGULAR;
            case 0040000 -> FileKind.DIRECTORY;
            case 0120000 -> FileKind.SYMBOLIC_LINK;
            default -> FileKind.OTHER;
        };
    }

    @Override
    public void list(HostPath directory, DirectoryVisitor visitor) throws IOException {
        host.checkOpen();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(local(directory))) {
            for (Path entry : entries) {
                if (visitor.visit(LocalNames.of(entry)) == DirectoryVisitor.Next.STOP) {
                    return;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw LocalFailure.of(directory, "cannot be listed to its end", requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw LocalFailure.of(directory, "cannot be listed", e);
        }
    }

    @Override
    public InputStream read(HostPath file, long offset) throws IOException {
        host.checkOpen();
        if (offset < 0) {
            throw new IllegalArgumentException("offset must be >= 0, is " + offset);
        }
        Optional<FileStatus> status = status(file);
        if (status.isPresent() && status.get().kind() != FileKind.REGULAR) {
            throw LocalFailure.because(file, "cannot be read", "not a regular file"); // a pipe would block the opening
        }
        try {
            return Channels.newInputStream(openAt(local(file), offset));
        } catch (IOException e) {
            throw LocalFailure.of(file, "cannot be read", e);
        }
    }

    private static FileChannel openAt(Path file, long offset) throws IOException {
        FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            return channel.position(offset);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void createDirectory(HostPath directory, FileMode mode) throws IOException {
        host.checkOpen();
        try {
            Path local = local(directory);
            Files.createDirectory(local, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.setAttribute(local, "unix:mode", mode.bits(), LinkOption.NOFOLLOW_LINKS); // whatever the umask
            LocalPublisher.force(directory.parent());
        } catch (FileAlreadyExistsException e) {
            Optional<FileStatus> existing = status(directory);
            if (existing.isEmpty() || existing.get().kind() != FileKind.DIRECTORY) {
                throw LocalFailure.of(directory, "cannot be created", e);
            }
        } catch (IOException e) {
            throw LocalFailure.of(directory, "cannot be created", e);
        }
    }

    @Override
    public PublishOutcome publish(HostPath file, ContentWriter content, PublishMode mode) throws IOException {
        host.checkOpen();
        return publisher.publish(file, content, mode);
    }

    @Override
    public List<PublishOutcome> publishAll(HostPath directory, List<NewFile> files, PublishMode mode)
            throws IOException {
        host.checkOpen();
        return publisher.publishAll(directory, files, mode);
    }

    @Override
    public boolean delete(HostPath file) throws IOException {
        host.checkOpen();
        Optional<FileStatus> status = status(file);
        if (status.isEmpty()) {
            return false;
        }
        if (status.get().kind() == FileKind.DIRECTORY) {
            throw LocalFailure.because(file, "cannot be deleted", "it is a directory");
        }
        try {
            boolean deleted = Files.deleteIfExists(local(file));
            LocalPublisher.force(file.parent());
            return deleted;
        } catch (IOException e) {
            throw LocalFailure.of(file, "cannot be deleted", e);
        }
    }

    /** The path as Java has it. */
    static Path local(HostPath path) throws IOException {
        try {
            return FileNameText.isUtf8(path.value()) ? Path.of(path.value()) : LocalNames.path(path.value());
        } catch (InvalidPathException e) {
            throw LocalFailure.because(
                    path, "cannot be named", "the locale's encoding does not have it; run Java with LC_ALL=C.UTF-8");
        }
    }
}
