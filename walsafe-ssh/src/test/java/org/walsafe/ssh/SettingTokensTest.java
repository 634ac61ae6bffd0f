package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingTokensTest {

    private final SettingTokens tokens = new SettingTokens(
            SshDestination.parse("pg"), new SshTarget("postgres", "db1.example", 2222), Map.of("KEYS", "/keys$1"));

    @Test
    void aFileNameIsCompletedAsSshConfigSays() {
        String home = System.getProperty("user.home");

        assertThat(tokens.path("~/.ssh/id")).isEqualTo(Path.of(home, ".ssh/id"));
        assertThat(tokens.path("%d/k-%n-%h-%p-%r-%%")).isEqualTo(Path.of(home, "k-pg-db1.example-2222-postgres-%"));
        assertThat(tokens.path("${KEYS}/%u")).isEqualTo(Path.of("/keys$1", System.getProperty("user.name")));
    }

    @Test
    void whatIsNotKnownIsNotGuessed() {
        assertThatThrownBy(() -> tokens.path("/k-%C"))
                .isInstanceOf(SshConfigurationException.class)
                .hasMessageContaining("%C");
        assertThatThrownBy(() -> tokens.path("${ABSENT}/k"))
                .isInstanceOf(SshConfigurationException.class)
                .hasMessageContaining("ABSENT");
    }
}
