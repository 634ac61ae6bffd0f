package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.walsafe.error.WalSafeException;

class SshAddressFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyTextIsADestinationAndAnyUriALocationOrAnError(byte[] input) throws URISyntaxException {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            assertThat(SshDestination.parse(text).host()).isNotEmpty().doesNotStartWith("-");
        } catch (IllegalArgumentException | WalSafeException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        try {
            assertThat(SshLocation.of(new URI("ssh://" + text)).path()).isNotEmpty();
        } catch (URISyntaxException | IllegalArgumentException | WalSafeException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
