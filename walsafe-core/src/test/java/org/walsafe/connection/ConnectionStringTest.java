package org.walsafe.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionStringTest {

    @Test
    void keywordsAndValuesAreReadAsLibpqReadsThem() {
        ConnectionString read =
                ConnectionString.parse(" host = pg  user='a b'  dbname='it\\'s' port=1 port=2 options='' ");

        assertThat(read.get("host")).contains("pg");
        assertThat(read.get("user")).contains("a b");
        assertThat(read.get("dbname")).contains("it's");
        assertThat(read.get("port")).contains("2");
        assertThat(read.get("options")).isEmpty();
        assertThat(ConnectionString.parse(read.text())).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "host=a secret",
                "password='secret",
                "Host=secret",
                "postgres://u:secret@h/d",
                "=secret"
            })
    void anythingElseIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> ConnectionString.parse(text))
                .isInstanceOf(InvalidConnectionStringException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("='secret", "u:secret"));
    }

    @Test
    void whatOnlyUnicodeHoldsForABlankIsPartOfAValueAndALastBackslashIsNone() {
        assertThat(ConnectionString.parse("user=a\u2003b").get("user")).contains("a\u2003b");
        assertThat(ConnectionString.parse("user=a\u000bhost=b").get("host")).contains("b");
        assertThat(ConnectionString.parse("user=a\\").get("user")).contains("a");
    }

    @Test
    void behindAClosingQuoteTheNextKeywordMayFollowAtOnce() {
        assertThat(ConnectionString.parse("user='a'host=b").get("host")).contains("b");
    }

    @Test
    void aPasswordIsNeverShownAndCanBeTakenOut() {
        ConnectionString read = ConnectionString.parse("host=a password=secret sslpassword=secret2");

        assertThat(read.toString()).contains("host=a", "password=********").doesNotContain("secret2", "=secret");
        assertThat(read.hasSecret()).isTrue();
        assertThat(read.withoutSecrets().text()).isEqualTo("host=a");
        assertThat(read.withoutSecrets().hasSecret()).isFalse();
    }

    @Test
    void valuesAreQuotedWhereLibpqNeedsIt() {
        assertThat(ConnectionString.parse("host=a")
                        .with("application_name", "it's \\ x")
                        .text())
                .isEqualTo("host=a application_name='it\\'s \\\\ x'");
    }
}
