package org.walsafe.jdbc.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.walsafe.codec.WalCodec;

/** The path of this module's tests has no library for zstd. */
class ReceiverConfigTest {

    private final ReceiverConfig config =
            ReceiverConfig.of(ReplicationSource.at("jdbc:postgresql://localhost/postgres"), Path.of("/archive"));

    @Test
    void refusesACompressionWhoseLibraryIsMissingBeforeAnythingIsReceived() {
        assertThat(WalCodec.ZSTD.isAvailable()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.compressing(WalCodec.ZSTD))
                .withMessageContaining("com.github.luben:zstd-jni");
    }

    @Test
    void refusesACompressionThatReceivedSegmentsAreNotFoundUnder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.compressing(WalCodec.BZIP2))
                .withMessageContaining("gzip, lz4 or zstd, not bzip2");
    }

    @Test
    void refusesTimesThatWouldLeaveTheServerWithoutWord() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withTimes(Duration.ofMillis(999), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> config.withTimes(Duration.ofSeconds(1), Duration.ZERO));
    }
}
