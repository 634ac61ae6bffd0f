package org.walsafe.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

class DecodingStreamFuzz {

    private static final int LIMIT = 1 << 20;

    @FuzzTest(maxDuration = "2s")
    void anyFileIsDecodedWithinTheLimitOrAnError(byte[] stored) {
        try (DecodingStream content = DecodingStream.open(new ByteArrayInputStream(stored), "a file", LIMIT)) {
            assertThat(content.transferTo(OutputStream.nullOutputStream())).isLessThanOrEqualTo(LIMIT);
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("a file");
        }
    }
}
