package org.walsafe.clone.copy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.walsafe.host.FileMode;
import org.walsafe.verify.manifest.ManifestChecksum;

/**
 * A file being written in the staging directory, summed in passing. Never one that has another name: that may be a file of the
 * target.
 *
 * <p>Its own failures are {@link CopyFailedException}s, so that they are told apart from the source's. For one thread.
 */
final class StagedFile implements Closeable {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path path;
    private final ManifestChecksum checksum;
    private final FileChannel channel;
    private long size;

    private StagedFile(Path path, ManifestChecksum checksum, FileChannel channel) {
        this.path = path;
        this.checksum = checksum;
        this.channel = channel;
    }

    /** Begins a file; whatever had the name is gone. */
    static StagedFile begin(Path path, FileMode mode, ManifestChecksum checksum) {
        try {
            Files.deleteIfExists(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Ownership.giveToOwnerOfParent(path);
            Files.setAttribute(path, "unix:mode", mode.bits());
            return new StagedFile(path, checksum, channel);
        } catch (IOException e) {
            throw Failures.unwritable(path, e);
        }
    }

    /** Goes on with a file that an earlier attempt began; empty where there is none shorter than {@code wholeSize}. */
    static Optional<StagedFile> goOn(Path path, long wholeSize, ManifestChecksum checksum) {
        try {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    || (Integer) Files.getAttribute(path, "unix:nlink") != 1) {
                return Optional.empty();
            }
            long begun = Files.size(path);
            if (begun == 0 || begun >= wholeSize) {
                return Optional.empty();
            }
            StagedFile file = new StagedFile(path, checksum, FileChannel.open(path, StandardOpenOption.WRITE));
            file.size = sum(path, checksum);
            file.channel.position(file.size);
            return Optional.of(file);
        } catch (IOException e) {
            throw Failures.unwritable(path, e);
        }
    }

    /** Sums a file; gives its size. */
    static long sum(Path path, ManifestChecksum checksum) throws IOException {
        long size = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream content = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                checksum.update(buffer, 0, count);
                size += count;
            }
        }
        return size;
    }

    void write(byte[] bytes, int offset, int length) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException e) {
            throw Failures.unwritable(path, e);
        }
        checksum.update(bytes, offset, length);
        size += length;
    }

    long size() {
        return size;
    }

    /** Ends the file, and tells whether it holds what it must. */
    boolean endsAs(Expectation expectation) {
        close();
        return expectation.isMetBy(size, checksum.finish());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Failures.unwritable(path, e);
        }
    }
}
