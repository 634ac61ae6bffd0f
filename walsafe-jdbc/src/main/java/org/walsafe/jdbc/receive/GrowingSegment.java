package org.walsafe.jdbc.receive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.walsafe.codec.WalCodec;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;

/**
 * A segment that is being received, as {@code NAME.partial}: of its full size from the beginning, as {@code pg_receivewal}
 * wants to find it, and written from its start on each time. For one thread.
 */
final class GrowingSegment implements Closeable {

    private final DurableDirectory directory;
    private final SegmentName name;
    private final SegmentSize size;
    private final Path path;
    private final FileChannel file;
    private final MessageDigest digest = Sha256.engine();
    private int written;

    private GrowingSegment(DurableDirectory directory, SegmentName name, SegmentSize size) throws IOException {
        this.directory = directory;
        this.name = name;
        this.size = size;
        this.path = directory.path().resolve(ReceivedName.growing(name).fileName());
        this.file =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    static GrowingSegment open(DurableDirectory directory, SegmentName name, SegmentSize size) throws IOException {
        GrowingSegment segment = new GrowingSegment(directory, name, size);
        try {
            segment.extend();
            return segment;
        } catch (IOException e) {
            segment.close();
            throw e;
        }
    }

    private void extend() throws IOException {
        if (file.size() < size.bytes()) {
            file.write(ByteBuffer.allocate(1), size.bytes() - 1L);
        } else {
            file.truncate(size.bytes());
        }
    }

    SegmentName name() {
        return name;
    }

    int written() {
        return written;
    }

    boolean isFull() {
        return written == size.bytes();
    }

    /** Takes what belongs to this segment of {@code content}, in order; the rest remains. */
    void take(ByteBuffer content) throws IOException {
        int count = Math.min(content.remaining(), size.bytes() - written);
        ByteBuffer mine = content.slice(content.position(), count);
        digest.update(mine.duplicate());
        while (mine.hasRemaining()) {
            file.write(mine, written + (long) mine.position());
        }
        written += count;
        content.position(content.position() + count);
    }

    /** Completes it under its final name, durably. Once; the segment is closed afterwards. */
    Sha256 finish(WalCodec codec) throws IOException {
        if (!isFull()) {
            throw new IllegalStateException(name + " has " + written + " bytes only");
        }
        String finalName = ReceivedName.complete(name, codec).fileName();
        if (codec == WalCodec.NONE) {
            file.force(true);
            directory.publish(path, finalName);
        } else {
            Path compressed = directory.temporary(finalName);
            compress(codec, compressed);
            directory.publish(compressed, finalName);
            Files.delete(path);
        }
        file.close();
        return Sha256.of(digest);
    }

    private void compress(WalCodec codec, Path target) throws IOException {
        try (FileChannel out = FileChannel.open(
                target, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            try (OutputStream encoded =
                    codec.encode(Channels.newOutputStream(out), codec.levels().medium())) {
                file.position(0);
                Channels.newInputStream(file).transferTo(encoded);
            }
            out.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
