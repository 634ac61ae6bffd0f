package org.walsafe.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class ConnectionStringFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyTextIsAConnectionStringOrAnError(byte[] input) {
        try {
            ConnectionString read = ConnectionString.parse(new String(input, StandardCharsets.UTF_8));
            assertThat(ConnectionString.parse(read.text())).isEqualTo(read);
        } catch (InvalidConnectionStringException refused) {
            assertThat(refused.hint()).isPresent();
        }
    }
}
