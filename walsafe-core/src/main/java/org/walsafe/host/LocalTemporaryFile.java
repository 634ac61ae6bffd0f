package org.walsafe.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A file being written under a temporary name in the directory of its final one. Closing removes the temporary name.
 *
 * <p>Its own failures are told in full; so a caller's content writer that fails is not taken for a failing disk.
 */
final class LocalTemporaryFile extends OutputStream {

    private static final Integer ROOT = 0;
    private static final Set<StandardOpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final HostPath file;
    private final Path finalName;
    private final Path temporaryName;
    private final FileChannel channel;

    private LocalTemporaryFile(HostPath file, Path finalName, Path temporaryName) throws IOException {
        this.file = file;
        this.finalName = finalName;
        this.temporaryName = temporaryName;
        this.channel = FileChannel.open(temporaryName, NEW_FILE, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        giveToOwnerOfDirectory();
    }

    /** What root puts into another user's directory is that user's, who could not read it otherwise. */
    private void giveToOwnerOfDirectory() throws IOException {
        Object directoryOwner = Files.getAttribute(finalName.resolveSibling("."), "unix:uid");
        Object owner = Files.getAttribute(temporaryName, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner.equals(ROOT) && !directoryOwner.equals(ROOT)) {
            Path open = OpenFile.named(temporaryName);
            Files.setAttribute(open, "unix:gid", Files.getAttribute(finalName.resolveSibling("."), "unix:gid"));
            Files.setAttribute(open, "unix:uid", directoryOwner);
        }
    }

    static LocalTemporaryFile beside(HostPath file, RandomGenerator randomness) throws IOException {
        Path finalName = LocalFiles.local(file);
        String temporaryName = HostFiles.TEMPORARY_PREFIX + Long.toHexString(randomness.nextLong());
        try {
            return new LocalTemporaryFile(file, finalName, finalName.resolveSibling(temporaryName));
        } catch (IOException e) {
            throw LocalFailure.of(file.parent().child(temporaryName), "cannot be created", e);
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException e) {
            throw LocalFailure.of(file, "cannot be written", e);
        }
    }

    /** Waits until the content is on disk. */
    void force() throws IOException {
        try {
            channel.force(true);
            channel.close(); // a network file system may report a lost write only here
        } catch (IOException e) {
            throw LocalFailure.of(file, "cannot be written", e);
        }
    }

    /** Takes the final name unless something has it: a link, unlike a rename, overwrites nothing. */
    PublishOutcome linkToFinalName() throws IOException {
        try {
            Files.createLink(finalName, temporaryName);
            return PublishOutcome.PUBLISHED;
        } catch (FileAlreadyExistsException taken) {
            return PublishOutcome.NAME_TAKEN;
        } catch (IOException e) {
            throw LocalFailure.of(file, "cannot be hard-linked to its name", e);
        }
    }

    /** Takes the final name, whatever has it. */
    PublishOutcome moveToFinalName() throws IOException {
        try {
            Files.move(temporaryName, finalName, StandardCopyOption.ATOMIC_MOVE);
            return PublishOutcome.PUBLISHED;
        } catch (IOException e) {
            throw LocalFailure.of(file, "cannot be renamed into place", e);
        }
    }

    /** Leaves at worst a file that every reader passes over, so its own failure is not worth another's place. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(temporaryName);
        } catch (IOException leftBehind) {
            // the outcome stands without it
        }
    }
}
