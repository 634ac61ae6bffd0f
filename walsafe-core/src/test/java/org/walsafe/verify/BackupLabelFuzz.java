package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class BackupLabelFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyTextIsALabelOrNone(byte[] input) {
        assertThat(BackupLabel.parse(new String(input, StandardCharsets.UTF_8))).isNotNull();
    }
}
