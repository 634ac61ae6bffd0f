package org.walsafe.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Encodes one lz4 frame (frame format 1.6.4): independent blocks of 256 KiB, and a checksum of the whole content.
 *
 * <p>Commons Compress's encoder takes minutes for a segment.
 */
final class Lz4FrameEncoder extends OutputStream {

    private static final int MAGIC = 0x184D2204;
    private static final int FLAGS = 0x64;
    private static final int BLOCK_DESCRIPTOR = 0x50;
    private static final int BLOCK_BYTES = 1 << 18;
    private static final int UNCOMPRESSED = 0x80000000;

    private final OutputStream out;
    private final Lz4BlockEncoder encoder = new Lz4BlockEncoder();
    private final XxHash32 contentHash = new XxHash32();
    private final byte[] content = new byte[BLOCK_BYTES];
    private final byte[] block = new byte[Lz4BlockEncoder.longest(BLOCK_BYTES)];
    private int pending;
    private boolean closed;

    Lz4FrameEncoder(OutputStream out) throws IOException {
        this.out = out;
        byte[] descriptor = {FLAGS, BLOCK_DESCRIPTOR};
        writeInt(MAGIC);
        out.write(descriptor);
        out.write(XxHash32.of(descriptor, 0, descriptor.length) >>> 8);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, data.length);
        if (closed) {
            throw new IOException("the frame is complete");
        }
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, BLOCK_BYTES - pending);
            System.arraycopy(data, offset + done, content, pending, count);
            pending += count;
            done += count;
            if (pending == BLOCK_BYTES) {
                writeBlock();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        writeBlock();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        writeBlock();
        closed = true;
        writeInt(0);
        writeInt(contentHash.value());
        out.close();
    }

    private void writeBlock() throws IOException {
        if (pending == 0) {
            return;
        }
        contentHash.update(content, 0, pending);
        int length = encoder.encode(content, pending, block);
        if (length < pending) {
            writeInt(length);
            out.write(block, 0, length);
        } else {
            writeInt(pending | UNCOMPRESSED);
            out.write(content, 0, pending);
        }
        pending = 0;
    }

    private void writeInt(int value) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }
}
