package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookScriptCommandTest {

    @Test
    void printsTheLineForTheSpool() {
        Invocation invocation = Invocation.of("hook-script", "/var/spool/walsafe");

        assertThat(invocation.status()).isZero();
        assertThat(invocation.out())
                .startsWith("post_archive_retry_script = case ")
                .hasLineCount(1);
    }

    static List<List<String>> wrong() {
        return List.of(
                List.of(),
                List.of("/spool", "--registry", "/safe"),
                List.of("--registry", "/safe", "--when-unreachable", "never"),
                List.of("/spool", "--when-unreachable", "retry"),
                List.of("relative"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesWrongArguments(List<String> words) {
        assertRefused(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mem:x",
                "jdbc:postgresql://db/fleet",
                "ssh://pg",
                "ssh://user:secret@pg/safe",
                "ssh://pg/safe?ProxyCommand=x",
                "relative",
            })
    void refusesARegistryThatNoScriptCanReach(String uri) {
        assertRefused(List.of("--registry", uri));
    }

    private static void assertRefused(List<String> words) {
        Invocation invocation = Invocation.of(
                Stream.concat(Stream.of("hook-script"), words.stream()).toArray(String[]::new));

        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err()).hasLineCount(1).doesNotContain("secret", "only the program");
    }
}
