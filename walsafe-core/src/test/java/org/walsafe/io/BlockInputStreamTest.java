package org.walsafe.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BlockInputStreamTest {

    private final ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[] {1, -1, 3, 4});

    private final BlockInputStream stream = new BlockInputStream() {
        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }
    };

    @Test
    void singleBytesAreUnsigned() throws IOException {
        assertThat(stream.read()).isEqualTo(1);
        assertThat(stream.read()).isEqualTo(255);
    }

    @Test
    void endsWithMinusOne() throws IOException {
        assertThat(stream.skip(4)).isEqualTo(4);
        assertThat(stream.read()).isEqualTo(-1);
    }
}
