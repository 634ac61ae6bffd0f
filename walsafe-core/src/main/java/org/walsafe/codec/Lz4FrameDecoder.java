package org.walsafe.codec;

import java.io.EOFException;
import java.io.IOException;

/**
 * Decodes lz4 frames (frame format 1.6.4), one after another; blocks may refer to the ones before them, as Barman's do.
 * Every checksum that a frame carries is checked. Frames that need a dictionary are refused.
 *
 * <p>Commons Compress, the only other decoder on Java 17 that knows blocks of this kind, is some hundred times slower.
 */
final class Lz4FrameDecoder extends BlockwiseStream {

    private static final int MAGIC = 0x184D2204;
    private static final int SKIPPABLE_MAGIC = 0x184D2A50;
    private static final int SKIPPABLE_MAGIC_MASK = 0xFFFFFFF0;
    private static final int WINDOW = 1 << 16;

    private final StoredBytes stored;
    private final XxHash32 contentHash = new XxHash32();
    private Lz4FrameHeader frame = Lz4FrameHeader.NONE;
    private boolean insideFrame;
    private long frameContent;

    private byte[] block = new byte[0];

    Lz4FrameDecoder(StoredBytes stored) {
        super(new byte[0]);
        this.stored = stored;
    }

    @Override
    protected boolean advance() throws IOException {
        if (insideFrame) {
            decodeBlock();
        } else if (stored.hasNext()) {
            beginFrame();
        } else {
            return false;
        }
        return true;
    }

    private void beginFrame() throws IOException {
        int magic = stored.littleEndianInt();
        if ((magic & SKIPPABLE_MAGIC_MASK) == SKIPPABLE_MAGIC) {
            stored.skipNBytes(Integer.toUnsignedLong(stored.littleEndianInt()));
            return;
        }
        if (magic != MAGIC) {
            throw new IOException("what follows a frame is no other");
        }
        frame = Lz4FrameHeader.read(stored);
        if (block.length < frame.largestBlock()) {
            block = new byte[frame.largestBlock()];
            content = new byte[WINDOW + frame.largestBlock() + BackReference.SLACK];
        }
        next = 0;
        end = 0;
        frameContent = 0;
        contentHash.reset();
        insideFrame = true;
    }

    private void decodeBlock() throws IOException {
        int word = stored.littleEndianInt();
        if (word == 0) {
            endFrame();
            return;
        }
        boolean compressed = word > 0;
        int length = word & Integer.MAX_VALUE;
        if (length > frame.largestBlock()) {
            throw new IOException("a block is longer than its frame allows");
        }
        stored.readExactly(block, length);
        if (frame.hasBlockChecksums() && stored.littleEndianInt() != XxHash32.of(block, 0, length)) {
            throw new IOException("the checksum of a block is wrong");
        }
        makeRoom();
        if (compressed) {
            int base = frame.hasLinkedBlocks() ? 0 : end;
            end = Lz4Block.decode(block, length, content, base, end, end + frame.largestBlock());
        } else {
            System.arraycopy(block, 0, content, end, length);
            end += length;
        }
        frameContent += end - next;
        if (frame.hasContentChecksum()) {
            contentHash.update(content, next, end - next);
        }
    }

    /** Moves the window to the front, so that a block fits behind it. */
    private void makeRoom() {
        if (end + frame.largestBlock() + BackReference.SLACK > content.length) {
            System.arraycopy(content, end - WINDOW, content, 0, WINDOW);
            next = WINDOW;
            end = WINDOW;
        }
    }

    private void endFrame() throws IOException {
        if (frame.hasContentChecksum() && stored.littleEndianInt() != contentHash.value()) {
            throw new IOException("the checksum of the content is wrong");
        }
        if (frame.contentSize().isPresent() && frame.contentSize().getAsLong() != frameContent) {
            throw new EOFException("the content is " + frameContent + " bytes long and not, as its frame says, "
                    + Long.toUnsignedString(frame.contentSize().getAsLong()));
        }
        insideFrame = false;
    }
}
