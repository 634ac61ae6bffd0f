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
import java.util.Map;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://pg/dir?",
                "ssh://pg/dir?IdentityFile",
                "ssh://pg/dir?IdentityFile=",
                "ssh://pg/dir?Port=22",
                "ssh://pg/dir?ProxyCommand=touch%20hurt",
                "ssh://pg/dir?IdentityFile=a&identityfile=b",
                "ssh://pg/dir?IdentityFile=a%0aProxyCommand%20touch%20hurt",
                "ssh://pg/dir?IdentityFile=%22"
            })
    void aSettingThatIsUnknownOrMalformedIsRefused(String uri) {
        assertThatThrownBy(() -> new SshRegistryProvider().open(URI.create(uri)))
                .isInstanceOf(RegistryUnusableException.class)
                .hasMessageContaining("registry's URI");
    }

    @Test
    void aSettingOfTheUriIsForTheDestinationAlone() throws IOException {
        Path config = Files.write(
                directory.resolve("config"),
                List.of("Host gateway", "  HostName gw", "Host *", "  IdentityFile /both"));
        URI uri = URI.create("ssh://pg/dir?ProxyJump=gateway&HostKeyAlias=alias&IdentityFile=/a%20%26%2Bb+c");

        SshConfiguration configuration =
                OpenSshSettings.in(config).with(RegistryUriSettings.of(uri)).resolve(SshDestination.parse("pg"));

        SshConfiguration jump = configuration.jump().orElseThrow();
        assertThat(configuration.hostKeyAlias()).contains("alias");
        assertThat(jump.target().host()).isEqualTo("gw");
        assertThat(jump.hostKeyAlias()).isEmpty();
    }

    @Test
    void withoutSshTheUriIsEnough() throws IOException {
        Path key = Files.createFile(directory.resolve("a &+b+c"));
        URI uri = URI.create("ssh://pg/dir?IdentityFile=" + directory.toUri().getRawPath() + "a%20%26%2Bb+c"
                + "&UserKnownHostsFile=/etc/known");

        SshConfiguration configuration = OpenSshSettings.of(List.of("/absent/ssh"), Map.of())
                .with(RegistryUriSettings.of(uri))
                .resolve(SshDestination.parse("pg"));

        assertThat(configuration.credentials())
                .singleElement()
                .isInstanceOfSatisfying(SshCredentials.KeyFile.class, file -> assertThat(file.file())
                        .isEqualTo(key));
        assertThat(configuration.knownHosts()).containsExactly(Path.of("/etc/known"));
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
                .hasMessageContaining("cannot connect to postgres@127.0.0.1:" + nobody + ": ");
    }

    private OpenSshSettings settings() throws IOException {
        return OpenSshSettings.in(Files.write(directory.resolve("config"), List.of("Host *", "  IdentityAgent none")));
    }
}
