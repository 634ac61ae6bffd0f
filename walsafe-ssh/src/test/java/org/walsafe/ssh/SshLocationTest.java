package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.registry.RegistryUnusableException;

class SshLocationTest {

    @Test
    void readsAnAbsolutePath() {
        SshLocation location = of("ssh://postgres@pg_1:2222/var/lib/a%20b");

        assertThat(location.destination()).isEqualTo(SshDestination.parse("postgres@pg_1:2222"));
        assertThat(location.path()).isEqualTo("/var/lib/a b");
    }

    @Test
    void readsAPathBelowTheHomeDirectoryAndWhatTheWayNeeds() {
        SshLocation location = of("ssh://pg/~/.wal_safe_dir?HostKeyAlias=primary");

        assertThat(location.destination()).isEqualTo(SshDestination.parse("pg"));
        assertThat(location.path()).isEqualTo("~/.wal_safe_dir");
        assertThat(location.resolve(OpenSshSettings.ofUser()).hostKeyAlias()).contains("primary");
    }

    @Test
    void refusesSettingsThatItDoesNotKnow() {
        assertThatThrownBy(() -> of("ssh://pg/path?ProxyCommand=x")).isInstanceOf(RegistryUnusableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh:pg",
                "ssh:///path",
                "ssh://pg",
                "ssh://pg/",
                "ssh://pg/path#fragment",
                "ssh://user:secret@pg/path",
                "ssh://-oProxyCommand=x/path",
                "file:///path",
                "path"
            })
    void readsNothingElseAndRepeatsNoSecret(String text) {
        assertThatThrownBy(() -> of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    private static SshLocation of(String text) {
        return SshLocation.of(URI.create(text));
    }
}
