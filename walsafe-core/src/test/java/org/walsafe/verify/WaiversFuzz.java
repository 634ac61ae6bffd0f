package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThatNoException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class WaiversFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyTextIsAListOfWaiversOrAnError(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertThatNoException().isThrownBy(() -> {
            try {
                Waivers.parse(text, "waivers");
            } catch (InvalidWaiversException none) {
                return;
            }
        });
    }
}
