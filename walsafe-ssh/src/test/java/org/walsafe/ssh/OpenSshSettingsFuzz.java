package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class OpenSshSettingsFuzz {

    private static final OpenSshSettings SETTINGS = OpenSshSettings.of(List.of("ssh"), Map.of());
    private static final SshDestination DESTINATION = SshDestination.parse("postgres@pg");

    @FuzzTest(maxDuration = "2s")
    void whateverSshSaysIsAConfigurationOrAnError(byte[] input) {
        SettingList said = SettingList.parse(new String(input, StandardCharsets.UTF_8));
        try {
            assertThat(SETTINGS.configured(said, DESTINATION).build()).isNotNull();
        } catch (SshConfigurationException refused) {
            assertThat(refused.hint()).isPresent();
        }
    }
}
