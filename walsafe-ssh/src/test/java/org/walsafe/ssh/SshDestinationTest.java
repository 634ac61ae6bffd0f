package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshDestinationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"host", "user@host", "host:22", "user@host:2222", "u@[::1]:22", "[fe80::1]", "a_b", "u@v@h"})
    void isWrittenAsItIsRead(String text) {
        assertThat(SshDestination.parse(text)).hasToString(text);
    }

    @Test
    void hasAUserAHostAndAPort() {
        SshDestination destination = SshDestination.parse("postgres@[::1]:2222");

        assertThat(destination.user()).hasValue("postgres");
        assertThat(destination.host()).isEqualTo("::1");
        assertThat(destination.port()).hasValue(2222);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@host",
                "user@",
                "-oProxyCommand=id",
                "-l@host",
                "host:",
                "host:x",
                "host:0",
                "host:65536",
                "host:-1",
                "two words",
                "line\nbreak",
                "user@host:22:22",
                "tab\t@host"
            })
    void isNeitherEmptyNorAnOptionNorTwoWords(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SshDestination.parse(text));
    }

    @Test
    void aTargetKeepsToTheSameRules() {
        assertThat(SshTarget.of("postgres", "pg")).hasToString("postgres@pg:22");
        assertThat(new SshTarget("postgres", "::1", 2222)).hasToString("postgres@[::1]:2222");
        assertThatIllegalArgumentException().isThrownBy(() -> SshTarget.of("-l", "pg"));
        assertThatIllegalArgumentException().isThrownBy(() -> SshTarget.of("postgres", "-o"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SshTarget("postgres", "pg", 0));
    }
}
