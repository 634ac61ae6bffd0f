package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A WAL safe directory of very many confirmations. The benchmarks go to a million in 64 MB; this, to a fifth in less. */
class RegistryScaleIT {

    private static final int MANY = 200_000;

    private Path directory;

    @BeforeEach
    void fill() throws Exception {
        directory = Files.createTempDirectory(
                "walsafe-scale", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        run("awk 'BEGIN { for (i = 0; i < " + MANY
                + "; i++) printf \"00000001%08X%08X.done\\n\", i / 256, i % 256 }' | xargs touch");
    }

    @AfterEach
    void clear() throws Exception {
        run("rm -rf -- \"$PWD\""); // Java would look at each file first
    }

    private void run(String commandLine) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", commandLine)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(shell.exitValue()).isZero();
    }

    @Test
    void aListingStreamsThroughAHeapThatCouldNotHoldTheNames() throws Exception {
        Process jvm = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx12m",
                        "-cp",
                        classPath(),
                        ListingProbe.class.getName(),
                        directory.toString()))
                .redirectErrorStream(true)
                .start();
        String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(jvm.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed.trim()).isEqualTo(MANY + " markers");
    }

    private static String classPath() throws Exception {
        Set<String> places = new TreeSet<>();
        for (Class<?> member : List.of(MarkerRegistry.class, ListingProbe.class)) {
            places.add(Path.of(member.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(":", places);
    }
}
