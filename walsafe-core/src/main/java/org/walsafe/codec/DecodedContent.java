package org.walsafe.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.Sha256;

/**
 * What one reading of a stored file tells of its content: how it is compressed, how long and which it is, and how it
 * begins. Nothing of it is kept in memory but the beginning.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class DecodedContent {

    private static final int BUFFER_BYTES = 1 << 18;

    private final WalCodec codec;
    private final long size;
    private final Sha256 sha256;
    private final byte[] beginning;

    private DecodedContent(WalCodec codec, long size, Sha256 sha256, byte[] beginning) {
        this.codec = codec;
        this.size = size;
        this.sha256 = sha256;
        this.beginning = beginning;
    }

    /**
     * Reads a stored file to its end. Blocks as long as that takes; the caller closes {@code stored}.
     *
     * @param stored the file from its first byte on
     * @param source which file it is and where, for messages
     * @param maximumBytes how long the content may be
     * @return what it holds
     * @throws DecodingException when it cannot be decoded, or is not intact
     * @throws IOException when it could not be read
     */
    public static DecodedContent read(InputStream stored, String source, long maximumBytes) throws IOException {
        DecodingStream in = DecodingStream.open(stored, source, maximumBytes);
        MessageDigest digest = Sha256.engine();
        ByteArrayOutputStream beginning = new ByteArrayOutputStream(SegmentHeader.MINIMUM_BYTES);
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
            beginning.write(buffer, 0, Math.min(count, SegmentHeader.MINIMUM_BYTES - beginning.size()));
        }
        return new DecodedContent(in.codec(), in.decodedBytes(), Sha256.of(digest), beginning.toByteArray());
    }

    /**
     * How the file is compressed.
     *
     * @return the codec that its first bytes name
     */
    public WalCodec codec() {
        return codec;
    }

    /**
     * How long the content is.
     *
     * @return its length in bytes, decompressed
     */
    public long size() {
        return size;
    }

    /**
     * Which content it is.
     *
     * @return the digest of all of it, decompressed
     */
    public Sha256 sha256() {
        return sha256;
    }

    /**
     * How the content begins: enough for {@link org.walsafe.wal.SegmentHeaderReading}.
     *
     * @return its first {@link SegmentHeader#MINIMUM_BYTES} bytes, or all of a shorter one; a copy
     */
    public byte[] beginning() {
        return beginning.clone();
    }
}
