package org.walsafe.clone;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

class RepmgrConfFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyTextIsAConfigurationOrAnError(byte[] input) {
        try {
            RepmgrConf conf = RepmgrConf.parse(new String(input, StandardCharsets.UTF_8), "repmgr.conf");
            assertThat(CloneSettings.from(conf, Optional.of(Path.of("/data"))).build())
                    .isNotNull();
        } catch (InvalidCloneSettingException refused) {
            assertThat(refused.hint()).isPresent();
        }
    }
}
