package org.walsafe.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionStringTest {

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
        assertThat(ConnectionString.parse(text).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"host=pg password=secret", "host=pg password = 'sec ret' user=u", "password='se\\'cret' host=pg"
            })
    void letsNoPasswordOut(String text) {
        ConnectionString read = ConnectionString.parse(text);

        assertThat(read.hasPassword()).isTrue();
        assertThat(read.url()).doesNotContain("sec", "ret").startsWith("jdbc:postgresql://pg:5432/");
        assertThat(read.toString()).isEqualTo(read.url());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "password=x secret", "password='secret", "=secret", "password 'secret'"})
    void refusesWhatIsNoneAndDoesNotRepeatIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionString.parse(text))
                .withMessageNotContaining("secret");
    }

    @Test
    void knowsAUnixSocket() {
        ConnectionString socket = ConnectionString.parse("host=/var/run/postgresql user=barman");

        assertThat(socket.isLocalSocket()).isTrue();
        assertThat(socket.user()).hasValue("barman");
        assertThatIllegalArgumentException().isThrownBy(socket::url);
    }
}
