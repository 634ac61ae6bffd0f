package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.walsafe.wal.PostgresMajor;

class ReadRateTest {

    private static final long MEGABYTE = 1 << 20;

    @Test
    void threadsTogetherKeepToIt() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, "000000010000000000000001", 6);

        Duration unlimited = timeToVerify(archive, ReadRate.unlimited());
        Duration limited = timeToVerify(archive, ReadRate.of(6 * MEGABYTE));

        assertThat(limited)
                .isBetween(Duration.ofMillis(850), Duration.ofMillis(2500).plus(unlimited));
    }

    @Test
    void isOneByteASecondOrMore() {
        assertThatIllegalArgumentException().isThrownBy(() -> ReadRate.of(0));
    }

    private static Duration timeToVerify(ArchiveSource archive, ReadRate rate) throws IOException {
        long began = System.nanoTime();
        ArchiveReport report = new ArchiveVerifier(ArchiveVerifierConfig.of(archive)
                        .withThreads(3)
                        .withRate(rate)
                        .withTime(() -> ArchiveInMemory.NOW))
                .verify();
        assertThat(report.verdict()).isEqualTo(Verdict.GOOD);
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
