package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.wal.SegmentName;

class RegistryProvidersTest {

    private static final SegmentName FILE = SegmentName.parse("0000000100000000000000A1");

    @TempDir
    Path parent;

    @Test
    void aFileUriIsADirectoryOnThisMachine() throws IOException {
        Path directory = Files.createDirectory(
                parent.resolve("wal safe"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        for (String uri : new String[] {
            "file://" + parent + "/wal%20safe", "file:" + parent + "/wal%20safe/", "FILE:" + parent + "/wal%20safe"
        }) {
            try (WalSafeRegistry registry = WalSafeRegistry.open(URI.create(uri))) {
                registry.withdraw(FILE);
                assertThat(registry.confirm(Confirmation.unattested(FILE))).isEqualTo(new ConfirmOutcome.Recorded());
                assertThat(registry.location()).isEqualTo("localhost:" + directory);
            }
        }
        assertThat(directory.resolve(FILE + ".done")).exists();
    }

    @Test
    void aPathMayBeginAtHomeOrAtTheWorkingDirectory() {
        String home = System.getProperty("user.home");
        String here = System.getProperty("user.dir");

        assertMissing("file:~/no/such/registry", home + "/no/such/registry");
        assertMissing("file:///~/no/such/registry", home + "/no/such/registry");
        assertMissing("file:no/such/registry", here + "/no/such/registry");
    }

    private static void assertMissing(String uri, String path) {
        assertThatExceptionOfType(RegistryUnusableException.class)
                .isThrownBy(() -> WalSafeRegistry.open(URI.create(uri)))
                .withMessageContaining(path)
                .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("mkdir"));
    }

    @Test
    void memoryIsANewRegistryEachTime() {
        try (WalSafeRegistry one = WalSafeRegistry.open(URI.create("mem:x"));
                WalSafeRegistry other = WalSafeRegistry.open(URI.create("mem:x"))) {
            one.confirm(Confirmation.unattested(FILE));

            assertThat(other.lookup(FILE)).isEqualTo(new Lookup.NotConfirmed());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/tmp?x=1",
                "file:/tmp#x",
                "file://host/tmp",
                "file:/tmp/../etc",
                "file:~other/x",
                "file:///"
            })
    void anythingButAPathIsRefusedInAFileUri(String uri) {
        assertThatExceptionOfType(RegistryUnusableException.class)
                .isThrownBy(() -> WalSafeRegistry.open(URI.create(uri)))
                .satisfies(e -> assertThat(e.hint()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://postgres:s3cret@pg/var/lib",
                "ssh://postgres:s3cret@pg",
                "file://u:s3cret@host/x",
                "jdbc:postgresql://walsafe:s3cret@pg/postgres",
                "jdbc:postgresql://pg/postgres?user=walsafe&password=s3cret",
                "jdbc:postgresql://pg/postgres?sslPassword=s3cret",
                "ssh://pg/x?p%61ssword=s3cret",
                "nowhere:password=s3cret",
            })
    void aPasswordIsRefusedAndNotShown(String uri) {
        assertThatExceptionOfType(RegistryUnusableException.class)
                .isThrownBy(() -> WalSafeRegistry.open(URI.create(uri)))
                .withMessageContaining("password")
                .satisfies(e -> assertThat(e + " " + e.hint()).doesNotContain("s3cret"));
    }

    @Test
    void anUnknownSchemeIsRefusedWithTheKnownOnes() {
        for (String uri : new String[] {"gopher://x/y", "just/a/path"}) {
            assertThatExceptionOfType(RegistryUnusableException.class)
                    .isThrownBy(() -> WalSafeRegistry.open(URI.create(uri)))
                    .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("file, mem"));
        }
    }
}
