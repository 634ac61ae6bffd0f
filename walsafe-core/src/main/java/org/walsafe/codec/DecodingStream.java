package org.walsafe.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.commons.compress.MemoryLimitException;
import org.jspecify.annotations.Nullable;

/**
 * The content of a stored file, decoded as its first bytes say.
 *
 * <p>Strict: the end of this stream means that the whole file was read and that it is intact as far as its format can
 * tell. A file that is cut short, changed, or followed by anything but another member of its codec is a
 * {@link CorruptWalFileException}; a failure to read it comes through as it was thrown. Reading on after either throws the
 * same again.
 *
 * <p>What a format cannot tell: lz4 and zstd as Barman writes them carry no checksum, so a changed byte can go unnoticed;
 * snappy has no end mark, so a file cut between two chunks ends normally; uncompressed files carry nothing. So the caller
 * compares {@link #decodedBytes()} with the size it expects, and looks at the records.
 *
 * <p>For one thread. Reading blocks as the stored file does.
 *
 * @since 0.1.0
 */
public final class DecodingStream extends InputStream {

    private final StoredBytes stored;
    private final WalCodec codec;
    private final long maximumBytes;
    private final InputStream decoder;
    private long decodedBytes;
    private boolean ended;
    private @Nullable IOException failure;

    private DecodingStream(StoredBytes stored, WalCodec codec, long maximumBytes) throws IOException {
        this.stored = stored;
        this.codec = codec;
        this.maximumBytes = maximumBytes;
        try {
            this.decoder = codec.decode(stored);
        } catch (IOException | RuntimeException e) {
            throw explain(e);
        }
    }

    /**
     * Begins to decode. The returned stream closes {@code stored}; when this method throws, the caller still has to.
     *
     * @param stored the file from its first byte on
     * @param source which file it is and where, for messages
     * @param maximumBytes how long the content may be; {@code Long.MAX_VALUE} where any length is welcome
     * @return the content
     * @throws EncryptedWalFileException when the file is encrypted
     * @throws CodecUnavailableException when the library for its codec is not there
     * @throws CorruptWalFileException when it is damaged at its very beginning
     * @throws DecodingLimitException when decoding it takes too much memory
     * @throws IOException when {@code stored} could not be read
     */
    public static DecodingStream open(InputStream stored, String source, long maximumBytes) throws IOException {
        if (maximumBytes < 0) {
            throw new IllegalArgumentException("maximumBytes must be >= 0, is " + maximumBytes);
        }
        StoredBytes bytes = new StoredBytes(stored, source);
        if (StoredForm.of(bytes.peek(StoredForm.HEAD_BYTES)) instanceof StoredForm.Coded coded) {
            return new DecodingStream(bytes, coded.codec(), maximumBytes);
        }
        throw new EncryptedWalFileException(source);
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
     * How much content has been read so far; after the end, the length of the content.
     *
     * @return a number of bytes
     */
    public long decodedBytes() {
        return decodedBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads content.
     *
     * @throws CorruptWalFileException when the file is damaged
     * @throws DecodingLimitException when the content is longer than allowed
     * @throws IOException when the stored file could not be read
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return -1;
        }
        if (length == 0) {
            return 0;
        }
        try {
            return decode(target, offset, length);
        } catch (IOException | RuntimeException e) {
            failure = explain(e);
            throw failure;
        }
    }

    private int decode(byte[] target, int offset, int length) throws IOException {
        if (decodedBytes == maximumBytes) {
            if (decoder.read() >= 0) {
                throw new DecodingLimitException(
                        stored.source(), codec, "holds more than the " + maximumBytes + " bytes allowed", null);
            }
            return end();
        }
        int wanted = (int) Math.min(length, maximumBytes - decodedBytes);
        int count = decoder.read(target, offset, wanted);
        if (count < 0) {
            return end();
        }
        decodedBytes += count;
        return count;
    }

    private int end() throws IOException {
        if (stored.hasNext()) {
            throw new CorruptWalFileException(
                    stored.source(), codec, stored.offset(), "it goes on after its end", null);
        }
        ended = true;
        return -1;
    }

    /** Closes the stored file. */
    @Override
    public void close() throws IOException {
        try (stored) {
            decoder.close();
        }
    }

    private IOException explain(Exception e) {
        if (stored.failure() != null) {
            return stored.failure();
        }
        if (e instanceof DecodingException known) {
            return known;
        }
        if (e instanceof MemoryLimitException) {
            return new DecodingLimitException(
                    stored.source(), codec, "takes more memory to decode than allowed: " + e.getMessage(), e);
        }
        return new CorruptWalFileException(stored.source(), codec, stored.offset(), reason(e), e);
    }

    private static String reason(Exception e) {
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        return e instanceof EOFException ? "it ends too early" : e.getClass().getSimpleName();
    }
}
