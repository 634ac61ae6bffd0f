package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThatNoException;

import com.code_intelligence.jazzer.junit.FuzzTest;

class ControlFileFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyContentIsAControlFileOrAnError(byte[] content) {
        assertThatNoException().isThrownBy(() -> {
            try {
                ControlFile.parse(content);
            } catch (InvalidControlFileException none) {
                return;
            }
        });
    }
}
