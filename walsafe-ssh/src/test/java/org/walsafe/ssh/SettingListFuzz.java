package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class SettingListFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyTextIsAListOfSettings(byte[] input) {
        SettingList settings = SettingList.parse(new String(input, StandardCharsets.UTF_8));

        assertThat(settings.values().keySet())
                .allSatisfy(keyword -> assertThat(settings.all(keyword)).isNotNull());
    }
}
