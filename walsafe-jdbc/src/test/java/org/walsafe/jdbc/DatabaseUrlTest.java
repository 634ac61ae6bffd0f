package org.walsafe.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.jdbc.receive.ReplicationSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://pg/fleet?user=walsafe&password=secret, jdbc:postgresql://pg/fleet",
        "'jdbc:postgresql://one:5433,other/fleet', 'jdbc:postgresql://one:5433,other/fleet'",
        "jdbc:postgresql:fleet?password=secret, jdbc:postgresql:fleet"
    })
    void showsWhereAndNoParameters(String text, String shown) {
        assertThat(new DatabaseUrl(text).toString()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://host/db?password=secret",
                "postgresql://walsafe:secret@host/db",
                "jdbc:postgresql://walsafe:secret@host/db",
                "jdbc:postgresql://walsafe:secret@host:5432/db",
                "jdbc:postgresql://pg:port/secret",
                "jdbc:postgresql://?service=missing&password=secret",
                "secret"
            })
    void refusesWhatTheDriverWouldLogOrTakeForAHost(String text) {
        assertThatThrownBy(() -> new DatabaseUrl(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasMessageContaining("jdbc:postgresql://");
        assertThatThrownBy(() -> Database.at(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReplicationSource.at(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
