package org.walsafe.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.Response;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.ContentWriter;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileMode;
import org.walsafe.host.FileNameText;
import org.walsafe.host.FileStatus;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;

/** The files of an {@link SshHost}, over the one SFTP channel that it keeps. */
final class SshFiles implements HostFiles {

    private static final int KIND_BITS = 0170000;
    private static final long UNSIGNED_INT = 0xffffffffL;

    /** How many requests for names are under way at a time; a server gives about a hundred names for each. */
    private static final int LISTING_WINDOW = 4;

    /** Lends the channel for files. */
    interface Channels {

        Lease<SftpChannel> borrow() throws IOException;

        /** Throws {@link IllegalStateException} once the host was closed. */
        void checkOpen();
    }

    private final SshTarget target;
    private final Channels channels;
    private final MissingGuarantees missing;
    private final SftpPublisher publisher;
    private volatile @Nullable HostPath home;

    SshFiles(SshTarget target, Channels channels, MissingGuarantees missing, SftpPublisher publisher) {
        this.target = target;
        this.channels = channels;
        this.missing = missing;
        this.publisher = publisher;
    }

    @Override
    public HostPath resolve(String text) throws IOException {
        channels.checkOpen();
        if (text.equals("~")) {
            return home();
        }
        return text.startsWith("~/") ? HostPath.of(home() + "/" + text.substring(2)) : HostPath.of(text);
    }

    private HostPath home() throws IOException {
        HostPath known = home;
        if (known == null) {
            try (Lease<SftpChannel> lease = channels.borrow()) {
                Response answer = lease.channel().realPath(".").answer(PacketType.NAME, "cannot be told from home");
                answer.readUInt32(); // one name
                known = HostPath.of(answer.readString());
                home = known;
            }
        }
        return known;
    }

    @Override
    public Optional<FileStatus> status(HostPath path) throws IOException {
        try (Lease<SftpChannel> lease = channels.borrow()) {
            return status(lease.channel(), path);
        }
    }

    private static Optional<FileStatus> status(SftpChannel channel, HostPath path) throws IOException {
        Optional<Response> answer = channel.look(path).answerIfThere(PacketType.ATTRS, "cannot be looked at");
        return answer.isEmpty()
                ? Optional.empty()
                : Optional.of(status(answer.get().readFileAttributes()));
    }

    private static FileStatus status(FileAttributes attributes) {
        int mode = attributes.getMode().getMask();
        return new FileStatus(
                kind(mode),
                attributes.getSize(),
                Instant.ofEpochSecond(attributes.getMtime() & UNSIGNED_INT),
                new FileMode(mode & 07777));
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
        try (Lease<SftpChannel> lease = channels.borrow()) {
            SftpChannel channel = lease.channel();
            byte[] handle = channel.openDirectory(directory).handle("cannot be listed");
            try {
                list(channel, handle, directory, visitor);
            } finally {
                channel.close(handle, directory);
            }
        }
    }

    private static void list(SftpChannel channel, byte[] handle, HostPath directory, DirectoryVisitor visitor)
            throws IOException {
        Queue<SftpCall> underWay = new ArrayDeque<>();
        underWay.add(channel.readDirectory(handle, directory));
        while (!underWay.isEmpty()) {
            Optional<Response> names = underWay.remove().answerOrEnd(PacketType.NAME, "cannot be listed to its end");
            if (names.isEmpty() || show(names.get(), visitor) == DirectoryVisitor.Next.STOP) {
                return; // what else is under way answers to nobody
            }
            while (underWay.size() < LISTING_WINDOW) {
                underWay.add(channel.readDirectory(handle, directory));
            }
        }
    }

    private static DirectoryVisitor.Next show(Response names, DirectoryVisitor visitor) throws IOException {
        for (long left = names.readUInt32(); left > 0; left--) {
            String name = FileNameText.of(names.readStringAsBytes());
            names.readBytes(); // the line that ls would print
            names.readFileAttributes();
            boolean entry = !name.equals(".") && !name.equals("..");
            if (entry && visitor.visit(name) == DirectoryVisitor.Next.STOP) {
                return DirectoryVisitor.Next.STOP;
            }
        }
        return DirectoryVisitor.Next.CONTINUE;
    }

    @Override
    public InputStream read(HostPath file, long offset) throws IOException {
        if (offset < 0) {
            throw new IllegalArgumentException("offset must be >= 0, is " + offset);
        }
        Lease<SftpChannel> lease = channels.borrow();
        try {
            SftpChannel channel = lease.channel();
            Optional<FileStatus> status = status(channel, file);
            if (status.isPresent() && status.get().kind() != FileKind.REGULAR) {
                throw SftpFailure.because(
                        target, file, "cannot be read", "not a regular file"); // a pipe would block it
            }
            byte[] handle = channel.openForReading(file).handle("cannot be read");
            return new SftpInputStream(lease, handle, file, offset);
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    @Override
    public void createDirectory(HostPath directory, FileMode mode) throws IOException {
        try (Lease<SftpChannel> lease = channels.borrow();
                SftpDirectory parent = new SftpDirectory(lease.channel(), directory.parent(), missing)) {
            SftpChannel channel = lease.channel();
            Optional<IOException> failure =
                    channel.makeDirectory(directory, mode).failure("cannot be created");
            if (failure.isPresent()) {
                Optional<FileStatus> existing = status(channel, directory);
                if (existing.isEmpty() || existing.get().kind() != FileKind.DIRECTORY) {
                    throw failure.get();
                }
                return;
            }
            channel.setMode(directory, mode).succeed("cannot be given its mode"); // whatever the umask
            parent.flush();
        }
    }

    @Override
    public PublishOutcome publish(HostPath file, ContentWriter content, PublishMode mode) throws IOException {
        try (Lease<SftpChannel> lease = channels.borrow()) {
            return publisher.publish(lease.channel(), file, content, mode);
        }
    }

    @Override
    public List<PublishOutcome> publishAll(HostPath directory, List<NewFile> files, PublishMode mode)
            throws IOException {
        try (Lease<SftpChannel> lease = channels.borrow()) {
            return publisher.publishAll(lease.channel(), directory, files, mode);
        }
    }

    @Override
    public boolean delete(HostPath file) throws IOException {
        try (Lease<SftpChannel> lease = channels.borrow();
                SftpDirectory parent = new SftpDirectory(lease.channel(), file.parent(), missing)) {
            SftpChannel channel = lease.channel();
            Optional<FileStatus> status = status(channel, file);
            if (status.isEmpty()) {
                return false;
            }
            if (status.get().kind() == FileKind.DIRECTORY) {
                throw SftpFailure.because(target, file, "cannot be deleted", "it is a directory");
            }
            Optional<IOException> failure = channel.remove(file).failure("cannot be deleted");
            boolean deleted = failure.isEmpty();
            if (!deleted && !(failure.get() instanceof java.nio.file.NoSuchFileException)) {
                throw failure.get();
            }
            parent.flush();
            return deleted;
        }
    }
}
