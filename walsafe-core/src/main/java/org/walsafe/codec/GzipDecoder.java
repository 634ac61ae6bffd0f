package org.walsafe.codec;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.walsafe.io.BlockInputStream;

/**
 * Decodes gzip (RFC 1952), member after member.
 *
 * <p>Not the JDK's own stream, which passes over what follows the last member and takes a second member cut inside its
 * header for the end.
 */
final class GzipDecoder extends BlockInputStream {

    private static final int DEFLATE = 8;
    private static final int HAS_HEADER_CRC = 2;
    private static final int HAS_EXTRA_FIELD = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xe0;

    private final StoredBytes stored;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 contentCrc = new CRC32();
    private final CRC32 headerCrc = new CRC32();
    private boolean insideMember;

    GzipDecoder(StoredBytes stored) {
        this.stored = stored;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (true) {
            if (!insideMember) {
                if (!stored.hasNext()) {
                    return -1;
                }
                beginMember();
            }
            int count = inflate(target, offset, length);
            if (count > 0) {
                contentCrc.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        if (!inflater.finished() && !stored.hasNext()) {
            throw new IOException("it ends inside a member");
        }
        int offered = stored.buffered();
        inflater.setInput(stored.buffer(), stored.from(), offered);
        try {
            int count = inflater.inflate(target, offset, length);
            stored.take(offered - inflater.getRemaining());
            if (inflater.needsDictionary()) {
                throw new IOException("it wants a dictionary");
            }
            return count;
        } catch (DataFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void beginMember() throws IOException {
        headerCrc.reset();
        if (headerByte() != 0x1f || headerByte() != 0x8b) {
            throw new IOException("what follows a member is no other");
        }
        if (headerByte() != DEFLATE) {
            throw new IOException("a member's compression method is unknown");
        }
        int flags = headerByte();
        if ((flags & RESERVED_FLAGS) != 0) {
            throw new IOException("a member's reserved flags are set");
        }
        skipHeader(6);
        if ((flags & HAS_EXTRA_FIELD) != 0) {
            skipHeader(headerByte() | (headerByte() << 8));
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_HEADER_CRC) != 0) {
            int computed = (int) headerCrc.getValue() & 0xffff;
            if ((stored.unsignedByte() | (stored.unsignedByte() << 8)) != computed) {
                throw new IOException("the CRC of a member's header is wrong");
            }
        }
        inflater.reset();
        contentCrc.reset();
        insideMember = true;
    }

    private void endMember() throws IOException {
        if (stored.littleEndianInt() != (int) contentCrc.getValue()) {
            throw new IOException("the CRC of the content is wrong");
        }
        if (stored.littleEndianInt() != (int) inflater.getBytesWritten()) {
            throw new IOException("the length of the content is wrong");
        }
        insideMember = false;
    }

    private int headerByte() throws IOException {
        int value = stored.unsignedByte();
        headerCrc.update(value);
        return value;
    }

    private void skipHeader(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            headerByte();
        }
    }

    private void skipText() throws IOException {
        while (headerByte() != 0) {}
    }
}
