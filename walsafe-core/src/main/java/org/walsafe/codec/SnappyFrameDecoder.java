package org.walsafe.codec;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Decodes framed snappy (framing format of 2013-10-25). The checksum of every chunk is checked.
 *
 * <p>The format has no end mark: a stream cut between two chunks is a whole stream. And it would have a decoder pass over
 * chunks of types that nobody uses; this one refuses them, for a single changed bit makes such a chunk of one with content.
 */
final class SnappyFrameDecoder extends BlockwiseStream {

    private static final int COMPRESSED = 0x00;
    private static final int UNCOMPRESSED = 0x01;
    private static final int PADDING = 0xfe;
    private static final int STREAM_IDENTIFIER = 0xff;

    private static final byte[] IDENTIFIER = {'s', 'N', 'a', 'P', 'p', 'Y'};
    private static final int LONGEST_CONTENT = 1 << 16;
    private static final int CHECKSUM_BYTES = 4;

    /** What the compressor makes of the longest content that it cannot compress, and the checksum. */
    private static final int LONGEST_CHUNK = CHECKSUM_BYTES + 32 + LONGEST_CONTENT + LONGEST_CONTENT / 6;

    private final StoredBytes stored;
    private final CRC32C crc = new CRC32C();
    private final byte[] chunk = new byte[LONGEST_CHUNK];

    SnappyFrameDecoder(StoredBytes stored) {
        super(new byte[LONGEST_CONTENT + BackReference.SLACK]);
        this.stored = stored;
    }

    @Override
    protected boolean advance() throws IOException {
        if (!stored.hasNext()) {
            return false;
        }
        takeChunk();
        return true;
    }

    private void takeChunk() throws IOException {
        int word = stored.littleEndianInt();
        int type = word & 0xff;
        int length = word >>> 8;
        if (type == COMPRESSED || type == UNCOMPRESSED) {
            readChunk(length);
            next = 0;
            end = type == COMPRESSED ? decompressed(length) : copied(length);
            checkCrc();
        } else if (type == STREAM_IDENTIFIER) {
            readChunk(length);
            if (!Arrays.equals(chunk, 0, length, IDENTIFIER, 0, IDENTIFIER.length)) {
                throw new IOException("a stream identifier is wrong");
            }
        } else if (type == PADDING) {
            stored.skipNBytes(length);
        } else {
            throw new IOException("the type of a chunk is unknown");
        }
    }

    private void readChunk(int length) throws IOException {
        if (length > LONGEST_CHUNK) {
            throw new IOException("a chunk is longer than it may be");
        }
        stored.readExactly(chunk, length);
    }

    private int decompressed(int length) throws IOException {
        return SnappyBlock.decode(chunk, CHECKSUM_BYTES, length, content, LONGEST_CONTENT);
    }

    private int copied(int length) throws IOException {
        int count = length - CHECKSUM_BYTES;
        if (count < 0 || count > LONGEST_CONTENT) {
            throw new IOException("the length of a chunk is impossible");
        }
        System.arraycopy(chunk, CHECKSUM_BYTES, content, 0, count);
        return count;
    }

    /** The format masks its CRC-32C: rotated by 15 bits, and a constant added. */
    private void checkCrc() throws IOException {
        crc.reset();
        crc.update(content, 0, end);
        int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
        int stated = (chunk[0] & 0xff) | ((chunk[1] & 0xff) << 8) | ((chunk[2] & 0xff) << 16) | (chunk[3] << 24);
        if (masked != stated) {
            throw new IOException("the checksum of a chunk is wrong");
        }
    }
}
