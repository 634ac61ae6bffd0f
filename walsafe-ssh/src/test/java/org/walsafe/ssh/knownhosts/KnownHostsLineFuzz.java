package org.walsafe.ssh.knownhosts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class KnownHostsLineFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyLineSaysSomethingOrNothing(byte[] input) {
        assertThat(KnownHostsLine.parse(new String(input, StandardCharsets.UTF_8), "known_hosts:1"))
                .isNotNull();
    }
}
