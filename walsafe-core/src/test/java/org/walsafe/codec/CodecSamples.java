package org.walsafe.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.walsafe.tck.WalSamples;
import org.walsafe.wal.PostgresMajor;

/** What real compressors made of a piece of a segment, and short ways to encode and decode. */
final class CodecSamples {

    private static final byte[] CONTENT = Arrays.copyOf(
            WalSamples.segments(PostgresMajor.V9_3).findFirst().orElseThrow().bytes(), 163_840);

    /** A file that a real compressor made of {@link #content()}. */
    record Sample(String name, WalCodec codec) {

        byte[] bytes() {
            return resource(name);
        }
    }

    private CodecSamples() {}

    static Stream<Sample> all() {
        return Stream.of(
                new Sample("gzip", WalCodec.GZIP),
                new Sample("bzip2", WalCodec.BZIP2),
                new Sample("xz", WalCodec.XZ),
                new Sample("zstd-program", WalCodec.ZSTD),
                new Sample("zstd-barman", WalCodec.ZSTD),
                new Sample("lz4-program", WalCodec.LZ4),
                new Sample("lz4-barman", WalCodec.LZ4),
                new Sample("snappy-barman", WalCodec.SNAPPY));
    }

    static byte[] content() {
        return CONTENT.clone();
    }

    static byte[] resource(String name) {
        try (InputStream in = CodecSamples.class.getResourceAsStream("/codec-samples/" + name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] encoded(WalCodec codec, byte[] content) {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream encoder = codec.encode(stored, codec.levels().medium())) {
            encoder.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stored.toByteArray();
    }

    static byte[] decoded(byte[] stored) throws IOException {
        try (DecodingStream in = open(stored)) {
            return in.readAllBytes();
        }
    }

    static DecodingStream open(byte[] stored) throws IOException {
        return DecodingStream.open(new ByteArrayInputStream(stored), "the sample", 1L << 30);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List.of(parts).forEach(whole::writeBytes);
        return whole.toByteArray();
    }
}
