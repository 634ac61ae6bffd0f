package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.walsafe.codec.CodecUnavailableException;
import org.walsafe.codec.DecodingException;
import org.walsafe.codec.DecodingStream;
import org.walsafe.codec.EncryptedWalFileException;
import org.walsafe.wal.WalFileName;

/** Opens archived files, decompressed, and says what it means when that fails. Thread-safe. */
final class ArchivedFileReader {

    private final ArchiveVerifierConfig config;
    private final LongAdder bytes;

    /** Adds what it reads to a count of bytes. */
    ArchivedFileReader(ArchiveVerifierConfig config, LongAdder bytes) {
        this.config = config;
        this.bytes = bytes;
    }

    /** What is done with a file's content. */
    @FunctionalInterface
    interface Use<T> {
        T of(DecodingStream content) throws IOException;
    }

    /**
     * Lets a file's content be used.
     *
     * @param maximumBytes how long the content may be
     * @throws IOException what {@link #finding} explains
     */
    <T> T read(WalFileName file, long maximumBytes, Use<T> use) throws IOException {
        return read(file, maximumBytes, use, null);
    }

    /** The same, and digests the stored bytes, all of them where the use has read its content to the end. */
    <T> T read(WalFileName file, long maximumBytes, Use<T> use, @Nullable MessageDigest digest) throws IOException {
        InputStream stored = new MeteredStream(config.source().open(file), config.rate(), this::count, digest);
        try (stored;
                DecodingStream content = DecodingStream.open(stored, file.text(), maximumBytes)) {
            return use.of(content);
        }
    }

    private void count(long read) {
        bytes.add(read);
        config.progress().read(read);
    }

    /** What a failure to read a file means. */
    static Finding finding(String file, IOException failure) {
        String sentence = String.valueOf(failure.getMessage());
        return new Finding(
                failure instanceof DecodingException decoding ? kind(decoding) : FindingKind.NOT_READ, file, sentence);
    }

    private static FindingKind kind(DecodingException failure) {
        if (failure instanceof EncryptedWalFileException) {
            return FindingKind.ENCRYPTED;
        }
        return failure instanceof CodecUnavailableException ? FindingKind.NOT_READ : FindingKind.UNDECODABLE;
    }
}
