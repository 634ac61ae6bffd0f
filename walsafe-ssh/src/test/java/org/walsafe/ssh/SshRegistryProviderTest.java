package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.registry.WalSafeRegistry;

class SshRegistryProviderTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh:pg/dir",
                "ssh://pg",
                "ssh://pg/",
                "ssh:///dir",
                "ssh://pg/dir?port=22",
                "ssh://pg/dir#part",
                "ssh://-oProxyCommand=x/dir",
                "ssh://pg:0/dir",
                "ssh://pg:65536/dir",
                "ssh://pg:port/dir",
                "ssh://a%20b@pg/dir"
            })
    void whatIsNotOfTheFormIsRefusedWithTheForm(String uri) {
        assertThatThrownBy(() -> new SshRegistryProvider().open(URI.create(uri)))
                .isInstanceOfSatisfying(RegistryUnusableException.class, e -> assertThat(e.hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("ssh://user@host/~/path")));
    }

    @Test
    void aPasswordIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> new SshRegistryProvider().open(URI.create("ssh://postgres:horse@pg/dir")))
                .isInstanceOf(RegistryUnusableException.class)
                .message()
                .contains("password")
                .doesNotContain("horse");
    }

    @Test
    void theServiceLoaderFindsIt() {
        assertThatThrownBy(() -> WalSafeRegistry.open(URI.create("ssh://pg")))
                .isInstanceOf(RegistryUnusableException.class)
                .hasMessageContaining("ssh://pg");
    }

    @Test
    void anUnreachableHostIsAnUnreachableRegistry() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        String uri = "ssh://postgres@127.0.0.1:" + nobody + "/dir";

        assertThatThrownBy(() -> new SshRegistryProvider(settings()).open(URI.create(uri)))
                .isInstanceOf(RegistryUnreachableException.class)
                .hasMessageContaining(uri)
                .hasMessageContaining("Connection refused");
    }

    private OpenSshSettings settings() throws IOException {
        return OpenSshSettings.in(Files.write(directory.resolve("config"), List.of("Host *", "  IdentityAgent none")));
    }
}
