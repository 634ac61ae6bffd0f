package org.walsafe.wal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LegacyCrc32Test {

    private static long checksum(byte[] bytes) {
        LegacyCrc32 crc = new LegacyCrc32();
        crc.update(bytes);
        return crc.getValue();
    }

    @Test
    void hasThePublishedCheckValues() {
        assertThat(checksum("123456789".getBytes(US_ASCII))).isEqualTo(0xC40ED0B0L);
        assertThat(checksum(new byte[0])).isZero();
        assertThat(checksum(new byte[8])).isEqualTo(0xB5AE9935L);
    }

    @Test
    void startsAnewAfterReset() {
        LegacyCrc32 crc = new LegacyCrc32();
        crc.update(7);
        crc.reset();

        assertThat(crc.getValue()).isZero();
    }
}
