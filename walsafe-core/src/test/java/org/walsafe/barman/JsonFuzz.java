package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThatNoException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class JsonFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyTextIsJsonOrAnError(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertThatNoException().isThrownBy(() -> {
            try {
                Json.parse(text);
            } catch (InvalidJsonException none) {
                return;
            }
        });
    }
}
