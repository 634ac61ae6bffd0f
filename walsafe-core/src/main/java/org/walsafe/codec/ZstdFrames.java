package org.walsafe.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.walsafe.io.BlockInputStream;

/**
 * Passes zstd frames (RFC 8878, section 3.1) through and follows where each begins and ends, so that a stream which ends
 * inside one is an error. zstd-jni 1.5.7 accepts that of every frame but the first.
 *
 * <p>For one thread.
 */
final class ZstdFrames extends BlockInputStream {

    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE_MAGIC = 0x184D2A50;
    private static final int SKIPPABLE_MAGIC_MASK = 0xFFFFFFF0;
    private static final int RUN_OF_ONE_BYTE = 1;

    /** The fields that say how far it is to the next, and how many bytes each has. */
    private enum Field {
        FRAME_MAGIC(4),
        SKIPPABLE_LENGTH(4),
        FRAME_DESCRIPTOR(1),
        BLOCK_HEADER(3);

        private final int bytes;

        Field(int bytes) {
            this.bytes = bytes;
        }
    }

    private final InputStream in;
    private Field field = Field.FRAME_MAGIC;
    private int value;
    private int valueBytes;
    private long toNextField;
    private boolean checksummed;

    ZstdFrames(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count >= 0) {
            follow(target, offset, offset + count);
        } else if (field != Field.FRAME_MAGIC || valueBytes > 0 || toNextField > 0) {
            throw new EOFException("it ends inside a frame");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void follow(byte[] bytes, int start, int end) throws IOException {
        int next = start;
        while (next < end) {
            if (toNextField > 0) {
                int passed = (int) Math.min(toNextField, end - next);
                toNextField -= passed;
                next += passed;
                continue;
            }
            value |= (bytes[next++] & 0xff) << (Byte.SIZE * valueBytes++);
            if (valueBytes == field.bytes) {
                int complete = value;
                value = 0;
                valueBytes = 0;
                take(complete);
            }
        }
    }

    private void take(int complete) throws IOException {
        switch (field) {
            case FRAME_MAGIC -> takeMagic(complete);
            case SKIPPABLE_LENGTH -> expect(Field.FRAME_MAGIC, Integer.toUnsignedLong(complete));
            case FRAME_DESCRIPTOR -> takeDescriptor(complete);
            case BLOCK_HEADER -> takeBlockHeader(complete);
        }
    }

    private void takeMagic(int magic) throws IOException {
        if (magic == MAGIC) {
            expect(Field.FRAME_DESCRIPTOR, 0);
        } else if ((magic & SKIPPABLE_MAGIC_MASK) == SKIPPABLE_MAGIC) {
            expect(Field.SKIPPABLE_LENGTH, 0);
        } else {
            throw new IOException("what follows a frame is no other");
        }
    }

    private void takeDescriptor(int descriptor) {
        boolean singleSegment = (descriptor & 0x20) != 0;
        checksummed = (descriptor & 0x04) != 0;
        int dictionaryCode = descriptor & 3;
        int contentSizeCode = descriptor >>> 6;
        int windowBytes = singleSegment ? 0 : 1;
        int dictionaryBytes = dictionaryCode == 0 ? 0 : 1 << (dictionaryCode - 1);
        int contentSizeBytes = contentSizeCode == 0 ? (singleSegment ? 1 : 0) : 1 << contentSizeCode;
        expect(Field.BLOCK_HEADER, windowBytes + dictionaryBytes + contentSizeBytes);
    }

    private void takeBlockHeader(int header) {
        boolean last = (header & 1) != 0;
        int content = ((header >>> 1) & 3) == RUN_OF_ONE_BYTE ? 1 : header >>> 3;
        if (last) {
            expect(Field.FRAME_MAGIC, content + (checksummed ? 4 : 0));
        } else {
            expect(Field.BLOCK_HEADER, content);
        }
    }

    private void expect(Field nextField, long distance) {
        field = nextField;
        toNextField = distance;
    }
}
