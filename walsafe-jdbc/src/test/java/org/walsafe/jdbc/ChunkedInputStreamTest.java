package org.walsafe.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedInputStreamTest {

    private static final int CHUNK = ChunkedInputStream.CHUNK_BYTES;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK})
    void putsTheChunksTogether(int length) throws IOException {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 31);
        }

        try (InputStream in = new ChunkedInputStream(offset -> chunkOf(content, offset))) {
            assertThat(in.readAllBytes()).isEqualTo(content);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void failsWhereAChunkCannotBeFetched() throws IOException {
        try (InputStream in = new ChunkedInputStream(offset -> {
            throw new IOException("recycled");
        })) {
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("recycled");
        }
    }

    private static byte[] chunkOf(byte[] content, long offset) {
        int from = (int) Math.min(offset, content.length);
        return Arrays.copyOfRange(content, from, Math.min(from + CHUNK, content.length));
    }
}
