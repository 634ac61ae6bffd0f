package org.walsafe.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import org.apache.commons.io.output.CloseShieldOutputStream;

/**
 * The compressions in which an archive keeps WAL files, each recognised by the bytes a file begins with and never by a
 * suffix: Barman's archive has none.
 *
 * <p>The list and the words are those of Barman 3.14 ({@code compression} in its server file), where several words of
 * Barman mean one format here: {@code pigz} and {@code pygzip} write {@link #GZIP}, {@code pybzip2} writes {@link #BZIP2}.
 *
 * <p>Thread-safe. Only the streams block.
 *
 * @since 0.1.0
 */
public enum WalCodec {
    /** Not compressed. */
    NONE("none", "", "", new PlainCoder()),
    /** RFC 1952. */
    GZIP("gzip", ".gz", "1f8b08", new GzipCoder()),
    /** The format of the bzip2 program. */
    BZIP2("bzip2", ".bz2", "425a68", new Bzip2Coder()),
    /** The {@code .xz} file format 1.2. Needs {@code org.tukaani:xz} on the path. */
    XZ("xz", ".xz", "fd377a585a00", new XzCoder()),
    /** RFC 8878. Needs {@code com.github.luben:zstd-jni} on the path. */
    ZSTD("zstd", ".zst", "28b52ffd", new ZstdCoder()),
    /** The LZ4 frame format 1.6. */
    LZ4("lz4", ".lz4", "04224d18", new Lz4Coder()),
    /** The Snappy framing format of 2013-10-25. */
    SNAPPY("snappy", ".snappy", "ff060000734e61507059", new SnappyCoder());

    private final String word;
    private final String suffix;
    private final String magic;

    @SuppressWarnings("ImmutableEnumChecker") // coders have no state
    private final Coder coder;

    WalCodec(String word, String suffix, String magic, Coder coder) {
        this.word = word;
        this.suffix = suffix;
        this.magic = magic;
        this.coder = coder;
    }

    /**
     * What Barman calls it.
     *
     * @return a lower-case word
     */
    public String word() {
        return word;
    }

    /**
     * What its program appends to a file's name, and {@code pg_receivewal} (10 and 15) for those that it knows. Files are
     * not recognised by it.
     *
     * @return a dot and letters; nothing for {@link #NONE}
     */
    public String suffix() {
        return suffix;
    }

    /**
     * Whether this JVM can encode and decode it: always, but for those that need an optional library.
     *
     * @return whether the library is there
     */
    public boolean isAvailable() {
        return coder.missingLibrary().isEmpty();
    }

    /**
     * How much it may be made to compress.
     *
     * @return the levels of this codec
     */
    public CompressionLevels levels() {
        return coder.levels();
    }

    /**
     * Compresses what is written. Closing the returned stream completes the compressed data, and leaves {@code out} open; a
     * stream that is not closed leaves {@code out} with data that no decoder accepts.
     *
     * @param out takes the compressed data
     * @param level how much to compress; one outside {@link #levels()} means the nearest within, as with Barman
     * @return a stream for one thread, buffered
     * @throws CodecUnavailableException when the library for it is not there
     * @throws IOException when {@code out} refuses the first bytes
     */
    public OutputStream encode(OutputStream out, int level) throws IOException {
        requireAvailable("cannot compress");
        return coder.encode(CloseShieldOutputStream.wrap(out), coder.levels().nearest(level));
    }

    InputStream decode(StoredBytes stored) throws IOException {
        requireAvailable("cannot read " + stored.source());
        return coder.decode(stored);
    }

    boolean begins(byte[] head) {
        return !magic.isEmpty() && HexFormat.of().formatHex(head).startsWith(magic);
    }

    private void requireAvailable(String failure) throws CodecUnavailableException {
        var library = coder.missingLibrary();
        if (library.isPresent()) {
            throw new CodecUnavailableException(failure, this, library.get());
        }
    }
}
