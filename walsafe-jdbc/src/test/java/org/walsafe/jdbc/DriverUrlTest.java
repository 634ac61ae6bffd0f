package org.walsafe.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.connection.ConnectionString;

class DriverUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "host=pg user=barman dbname=postgres | jdbc:postgresql://pg:5432/postgres?user=barman",
                "host = 'pg'  port=5433 | jdbc:postgresql://pg:5433/postgres",
                "host=a,b port=1,2 user=u | jdbc:postgresql://a:1,b:2/u?user=u",
                "host=a,b port=7 user=u | jdbc:postgresql://a:7,b:7/u?user=u",
                "hostaddr=::1 host=pg dbname='a b' | jdbc:postgresql://[::1]:5432/a%20b",
                "host=pg user=it\\'s sslmode=verify-full sslrootcert=/ca | "
                        + "jdbc:postgresql://pg:5432/it%27s?user=it%27s&sslmode=verify-full&sslrootcert=%2Fca",
                "user=u | jdbc:postgresql://localhost:5432/u?user=u"
            })
    void saysTheSameToJavasDriver(String text, String url) {
        assertThat(DriverUrl.of(ConnectionString.parse(text))).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"host=pg password=secret", "host=pg password = 'sec ret' user=u", "password='se\\'cret' host=pg"
            })
    void letsNoPasswordOut(String text) {
        assertThat(DriverUrl.of(ConnectionString.parse(text)))
                .doesNotContain("sec", "ret")
                .startsWith("jdbc:postgresql://pg:5432/");
    }

    @Test
    void whatTheDriverIsToldBesidesStandsAtTheEnd() {
        assertThat(DriverUrl.of(ConnectionString.parse("host=pg user=u"), Map.of("ApplicationName", "walsafe clone")))
                .isEqualTo("jdbc:postgresql://pg:5432/u?user=u&ApplicationName=walsafe%20clone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host=/var/run/postgresql user=barman", "host=@abstract"})
    void aUnixSocketIsRefused(String text) {
        ConnectionString socket = ConnectionString.parse(text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriverUrl.of(socket))
                .withMessageContaining("Unix socket");
    }
}
