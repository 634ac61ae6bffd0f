package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.tck.WalSamples;
import org.walsafe.tck.WalSamples.Sample;
import org.walsafe.wal.SegmentReading.Complete;

/**
 * Flips single bits of real segments, 10,000 and more in all, every fourth in a page header. Each is found, except those that nobody reads, which
 * {@link ReadBits} lists; of these it is checked that they make no difference, so the list is exact.
 */
class WalReaderBitFlipTest {

    private static final int FLIPS_PER_SAMPLE = 280;
    private static final int PAGE = 8192;

    static Stream<Sample> samples() {
        return WalSamples.segments();
    }

    @Test
    void tenThousandBitsAreFlipped() {
        assertThat(samples().count() * FLIPS_PER_SAMPLE).isGreaterThanOrEqualTo(10_000);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFlippedBitIsFoundUnlessNobodyReadsIt(Sample sample) throws IOException {
        SegmentName name = (SegmentName) sample.name();
        byte[] file = sample.bytes();
        ReadBits read = new ReadBits(sample, file);
        SegmentIdentityCheck cluster = SegmentIdentityCheck.BY_NAME.of(WalSamples.systemIdentifier(sample.major()));
        Random random = new Random(name.segment() + sample.major().pageMagic());
        int found = 0;

        for (int i = 0; i < FLIPS_PER_SAMPLE; i++) {
            int bit = i % 4 == 0 ? inAPageHeader(random, read) : random.nextInt((read.usedBytes() + 2 * PAGE) * 8);
            flip(file, bit);
            SegmentReading reading = new WalReader(cluster).read(name, new ByteArrayInputStream(file));
            flip(file, bit);

            boolean isFound = !(reading instanceof Complete complete)
                    || complete.strayTail().isPresent();
            assertThat(isFound)
                    .as("bit %d of byte %d: %s", bit % 8, bit / 8, reading)
                    .isEqualTo(read.contains(bit));
            found += isFound ? 1 : 0;
        }
        assertThat(found).isGreaterThan(FLIPS_PER_SAMPLE / 4);
    }

    private static int inAPageHeader(Random random, ReadBits read) {
        int page = random.nextInt(read.usedBytes() / PAGE + 2) * PAGE;
        return (page + random.nextInt(page == 0 ? SegmentHeader.MINIMUM_BYTES : 24)) * 8 + random.nextInt(8);
    }

    private static void flip(byte[] file, int bit) {
        file[bit / 8] ^= (byte) (1 << bit % 8);
    }
}
