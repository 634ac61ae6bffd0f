package org.walsafe.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;

/** Commons Compress is the oracle for the decoders and the encoder of our own. */
class CodecProperties {

    private static final long LIMIT = 1 << 20;

    @Property(tries = 300)
    void everyCodecDecodesWhatItEncodes(
            @ForAll WalCodec codec, @ForAll("contents") byte[] content, @ForAll @IntRange(min = 1, max = 9000) int step)
            throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream encoder = codec.encode(stored, codec.levels().low())) {
            for (int from = 0; from < content.length; from += step) {
                encoder.write(content, from, Math.min(step, content.length - from));
            }
        }
        if (codec == WalCodec.NONE) {
            return;
        }

        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        byte[] buffer = new byte[step];
        try (InputStream in = CodecSamples.open(stored.toByteArray())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                decoded.write(buffer, 0, count);
            }
        }
        assertThat(decoded.toByteArray()).isEqualTo(content);
    }

    @Property(tries = 150)
    void commonsCompressDecodesOurLz4(@ForAll("contents") byte[] content) throws IOException {
        byte[] stored = CodecSamples.encoded(WalCodec.LZ4, content);

        assertThat(oracle(WalCodec.LZ4, stored)).hasValue(content);
    }

    @Property(tries = 60)
    void decodesLinkedBlocksAsCommonsCompressWritesThem(@ForAll("contents") byte[] content) throws IOException {
        assertThat(CodecSamples.decoded(linkedLz4(content))).isEqualTo(content);
    }

    @Property(tries = 400)
    void agreesWithCommonsCompressOnDamagedLz4(
            @ForAll("contents") byte[] content, @ForAll boolean linked, @ForAll Random random) throws IOException {
        byte[] stored = linked ? linkedLz4(content) : CodecSamples.encoded(WalCodec.LZ4, content);
        assertNothingElseThanTheOracleDecodes(WalCodec.LZ4, damaged(stored, 4, random), content);
    }

    @Property(tries = 400)
    void agreesWithCommonsCompressOnDamagedSnappy(@ForAll("contents") byte[] content, @ForAll Random random) {
        byte[] stored = CodecSamples.encoded(WalCodec.SNAPPY, content);
        assertNothingElseThanTheOracleDecodes(WalCodec.SNAPPY, damaged(stored, 10, random), content);
    }

    /** Of bzip2, the padding of the last byte is not covered by anything. */
    @Property(tries = 1000)
    void noticesAnyChangedBitWhereThereAreChecksums(
            @ForAll WalCodec codec, @ForAll("contents") byte[] content, @ForAll Random random) throws IOException {
        byte[] stored = CodecSamples.encoded(codec, content);
        if (codec == WalCodec.NONE || content.length == 0) {
            return;
        }
        byte[] changed = damaged(stored, 10, random);

        assertThat(ours(changed).filter(decoded -> !Arrays.equals(decoded, content)))
                .as("a changed %s file decodes to something else", codec)
                .isEmpty();
    }

    @Property(tries = 300)
    void survivesNoiseBehindAMagic(@ForAll WalCodec codec, @ForAll byte[] noise) throws IOException {
        byte[] head = Arrays.copyOf(CodecSamples.encoded(codec, new byte[1]), 10);

        assertThat(ours(CodecSamples.joined(head, noise)))
                .satisfiesAnyOf(decoded -> assertThat(decoded).isEmpty(), decoded -> assertThat(decoded.orElseThrow())
                        .hasSizeLessThanOrEqualTo((int) LIMIT));
    }

    @Property(tries = 200)
    void neverPassesOnMoreThanAllowed(
            @ForAll WalCodec codec, @ForAll("contents") byte[] content, @ForAll @IntRange(max = 5000) int maximum)
            throws IOException {
        byte[] stored = CodecSamples.encoded(codec, content);
        if (codec == WalCodec.NONE) {
            return;
        }
        try (DecodingStream in = DecodingStream.open(new ByteArrayInputStream(stored), "the sample", maximum)) {
            if (content.length <= maximum) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            } else {
                assertThatThrownBy(in::readAllBytes).isInstanceOf(DecodingLimitException.class);
                assertThat(in.decodedBytes()).isLessThanOrEqualTo(maximum);
            }
        }
    }

    /** What a segment is made of: noise, zeros, text that repeats near and far. */
    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        Arbitrary<byte[]> runs = Combinators.combine(
                        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(20),
                        Arbitraries.integers().between(1, 3000))
                .as((pattern, length) -> {
                    byte[] run = new byte[length];
                    for (int i = 0; i < length; i++) {
                        run[i] = pattern[i % pattern.length];
                    }
                    return run;
                });
        byte[] sample = CodecSamples.content();
        Arbitrary<byte[]> wal =
                Arbitraries.integers().between(0, 100_000).map(from -> Arrays.copyOfRange(sample, from, from + 2000));
        return Arbitraries.frequencyOf(Tuple.of(3, noise), Tuple.of(3, runs), Tuple.of(1, wal))
                .list()
                .ofMaxSize(5)
                .map(parts -> CodecSamples.joined(parts.toArray(byte[][]::new)));
    }

    private static void assertNothingElseThanTheOracleDecodes(WalCodec codec, byte[] stored, byte[] content) {
        Optional<byte[]> decoded = ours(stored);
        if (decoded.isPresent() && !Arrays.equals(decoded.get(), content)) {
            assertThat(oracle(codec, stored)).hasValue(decoded.get());
        }
    }

    private static Optional<byte[]> ours(byte[] stored) {
        try (InputStream in = DecodingStream.open(new ByteArrayInputStream(stored), "the sample", LIMIT)) {
            return Optional.of(in.readAllBytes());
        } catch (DecodingException refused) {
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError("a fault of the data must be a DecodingException", e);
        }
    }

    private static Optional<byte[]> oracle(WalCodec codec, byte[] stored) {
        ByteArrayInputStream in = new ByteArrayInputStream(stored);
        try (InputStream decoder = codec == WalCodec.LZ4
                ? new FramedLZ4CompressorInputStream(in, true)
                : new FramedSnappyCompressorInputStream(in)) {
            return Optional.of(decoder.readAllBytes());
        } catch (IOException | RuntimeException refused) {
            return Optional.empty();
        }
    }

    private static byte[] damaged(byte[] stored, int intact, Random random) {
        byte[] damaged = stored.clone();
        if (stored.length > intact) {
            int index = intact + random.nextInt(stored.length - intact);
            damaged[index] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private static byte[] linkedLz4(byte[] content) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        var parameters = new FramedLZ4CompressorOutputStream.Parameters(
                FramedLZ4CompressorOutputStream.BlockSize.K64, false, false, true);
        try (OutputStream out = new FramedLZ4CompressorOutputStream(stored, parameters)) {
            out.write(content);
        }
        return stored.toByteArray();
    }
}
