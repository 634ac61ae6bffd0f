package org.walsafe.codec;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * What an lz4 frame says of itself (frame format 1.6.4).
 *
 * @param hasLinkedBlocks whether a block may refer to the content of those before it
 * @param hasBlockChecksums whether each block is followed by a checksum
 * @param hasContentChecksum whether the frame is
 * @param largestBlock how long a block's content is at the most, in bytes
 * @param contentSize how long the frame's content is, where it says so
 */
record Lz4FrameHeader(
        boolean hasLinkedBlocks,
        boolean hasBlockChecksums,
        boolean hasContentChecksum,
        int largestBlock,
        OptionalLong contentSize) {

    static final Lz4FrameHeader NONE = new Lz4FrameHeader(false, false, false, 0, OptionalLong.empty());

    private static final int LONGEST = 10;

    /** Reads what follows the magic number. */
    static Lz4FrameHeader read(StoredBytes stored) throws IOException {
        byte[] descriptor = new byte[LONGEST];
        int flags = stored.unsignedByte();
        int blockDescriptor = stored.unsignedByte();
        descriptor[0] = (byte) flags;
        descriptor[1] = (byte) blockDescriptor;
        if (flags >>> 6 != 1) {
            throw new IOException("the version of a frame is unknown");
        }
        if ((flags & 0x02) != 0 || (blockDescriptor & 0x8f) != 0) {
            throw new IOException("the reserved bits of a frame are set");
        }
        if ((flags & 0x01) != 0) {
            throw new IOException("a frame needs a dictionary");
        }
        int sizeCode = blockDescriptor >>> 4;
        if (sizeCode < 4) {
            throw new IOException("the block size of a frame is unknown");
        }
        int length = 2;
        OptionalLong contentSize = OptionalLong.empty();
        if ((flags & 0x08) != 0) {
            long size = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                int value = stored.unsignedByte();
                descriptor[length++] = (byte) value;
                size |= (long) value << (8 * i);
            }
            contentSize = OptionalLong.of(size);
        }
        if (stored.unsignedByte() != ((XxHash32.of(descriptor, 0, length) >>> 8) & 0xff)) {
            throw new IOException("the checksum of a frame's header is wrong");
        }
        return new Lz4FrameHeader(
                (flags & 0x20) == 0, (flags & 0x10) != 0, (flags & 0x04) != 0, 1 << (8 + 2 * sizeCode), contentSize);
    }
}
