package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class BarmanNamesFuzz {

    @FuzzTest(maxDuration = "2s")
    void namesFromBarmanAreTakenByTheirGrammarOrNotAtAll(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertThat(RejectedFile.parse(text).fileName()).isEqualTo(text);
        assertThat(HookCall.of(Map.of(
                        "BARMAN_PHASE", "post",
                        "BARMAN_HOOK", "archive_retry_script",
                        "BARMAN_RETRY", "1",
                        "BARMAN_SEGMENT", text,
                        "BARMAN_FILE", "/var/lib/barman/" + text)))
                .isNotNull();
        try {
            assertThat(new BackupId(text).text()).isEqualTo(text).matches("[0-9]{8}T[0-9]{6}");
        } catch (IllegalArgumentException none) {
            assertThat(none.getMessage()).matches("[ -~]+");
        }
    }
}
