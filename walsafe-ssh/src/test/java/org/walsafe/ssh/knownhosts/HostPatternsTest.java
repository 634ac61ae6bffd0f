package org.walsafe.ssh.knownhosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "host; host; true",
                "HOST.Example; host.example; true",
                "host; hosts; false",
                "host; hos; false",
                "a,host,b; host; true",
                "*; anything; true",
                "*.example; db.example; true",
                "*.example; example; false",
                "db?; db1; true",
                "db?; db; false",
                "db?; db12; false",
                "d*b*; database; true",
                "*a*a*b; aaaaaaaaaaaaaaaaaaaaaaaaaaaaac; false",
                "[host]:2222; [host]:2222; true",
                "host; [host]:2222; false",
                "[host]:*; [host]:2222; true",
                "[192.168.0.?]:22??; [192.168.0.7]:2222; true",
                "*,!host; host; false",
                "!host,*; host; false",
                "*,!host; other; true",
                "!host; other; false",
                "*,!h*t; host; false",
                "host,; host; true",
                "a.b; axb; false"
            })
    void aNameMatchesWhatOpenSshSaysItMatches(String patterns, String name, boolean matches) {
        assertThat(new HostPatterns(patterns).match(name)).isEqualTo(matches);
    }

    /** Made by {@code ssh-keygen -H} of OpenSSH 9.2 from {@code [127.0.0.1]:2299}. */
    @Test
    void aHashedNameMatchesThatNameAlone() {
        HostPatterns hashed = new HostPatterns("|1|HsJWkiVkr+a889l3VENC7I3L4+I=|Z7uPKb6YBVhOo7+llVaekrCT124=");

        assertThat(hashed.match("[127.0.0.1]:2299")).isTrue();
        assertThat(hashed.match("127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"|1|", "|1||", "|1|!!|!!", "|2|AAAA|AAAA", "|1|AAAA", "|1||AAAA", "||"})
    void whatIsNoHashMatchesNothing(String text) {
        assertThat(new HostPatterns(text).match("host")).isFalse();
    }
}
