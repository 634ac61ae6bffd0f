package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class WalFileNameFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyTextIsANameOrNone(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);

        WalFileName.tryParse(text).ifPresent(name -> assertThat(name.text())
                .isEqualTo(text)
                .matches("[0-9A-F]{8}(\\.history|[0-9A-F]{16}(\\.partial|\\.[0-9A-F]{8}\\.backup)?)"));
    }
}
