package org.walsafe.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConnectionStringProperties {

    @Property
    void whatIsWrittenIsReadBack(@ForAll("servers") ConnectionString server) {
        assertThat(ConnectionString.parse(server.text())).isEqualTo(server);
    }

    @Property
    void noPasswordIsShown(@ForAll("servers") ConnectionString server, @ForAll("values") String value) {
        ConnectionString secret = server.with("password", "HUSH" + value).with("sslpassword", "HUSH" + value);

        assertThat(secret.toString()).doesNotContain("HUSH");
        assertThat(secret.withoutSecrets().text()).doesNotContain("HUSH");
        assertThat(secret.withoutSecrets()).isEqualTo(server.without("password", "sslpassword"));
    }

    @Property
    void anyTextIsAConnectionStringOrRefused(@ForAll("texts") String text) {
        try {
            ConnectionString read = ConnectionString.parse(text);
            assertThat(ConnectionString.parse(read.text())).isEqualTo(read);
        } catch (InvalidConnectionStringException refused) {
            assertThat(refused.hint()).isPresent();
        }
    }

    @Provide
    Arbitrary<ConnectionString> servers() {
        Arbitrary<String> keywords = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('_')
                .ofMinLength(1)
                .ofMaxLength(8);
        Arbitrary<Map<String, String>> parameters =
                Arbitraries.maps(keywords, values()).ofMaxSize(6);
        return parameters.map(ConnectionString::new);
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> any = Arbitraries.strings().excludeChars('\0').ofMaxLength(12);
        return Arbitraries.oneOf(
                any, Arbitraries.strings().withChars(" '\\=\"a\t\n\u2003").ofMaxLength(8));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab= '\\\t\n\0\u2003A").ofMaxLength(16);
    }
}
