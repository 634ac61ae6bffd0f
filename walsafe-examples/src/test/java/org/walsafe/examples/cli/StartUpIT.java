package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes the gate's JVM start fast holds: every class was stored at packaging, and no code is linked at run time. */
class StartUpIT {

    private static final String SEGMENT = "000000010000000000000001";
    private static final Path HOME = Path.of(System.getProperty("walsafe.home"));

    @TempDir
    private Path temporary;

    @Test
    void theGateLoadsOnlyStoredClassesAndLinksNoLambda() throws Exception {
        Path registry = Files.createDirectory(
                temporary.resolve("registry"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Rehearsal.writeSegment(temporary.resolve(SEGMENT), 1);
        assertThat(Main.run(
                        new String[] {"confirm", "--registry", registry.toString(), SEGMENT},
                        new Terminal(System.out, System.err)))
                .isZero();

        List<String> loaded = loadedBy("gate", "--registry", registry.toString(), temporary + "/" + SEGMENT, SEGMENT);

        assertThat(loaded).anyMatch(line -> line.contains("org.walsafe.archive.ArchiveGate "));
        assertThat(loaded).allMatch(line -> line.contains("source: shared objects file"));
        assertThat(loaded).noneMatch(line -> line.contains("InnerClassLambdaMetafactory"));
    }

    /** The lines of the JVM's log about the classes that it loads. */
    private static List<String> loadedBy(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseG1GC",
                "-XX:-UsePerfData",
                "-Xmx64m",
                storedClasses(),
                "-Xlog:class+load",
                "-cp",
                classPath(),
                Main.class.getName()));
        words.addAll(List.of(arguments));
        Process java = new ProcessBuilder(words).redirectErrorStream(true).start();
        List<String> lines = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(java.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    private static String storedClasses() throws IOException {
        String runtime = System.getProperty("java.runtime.version");
        try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
            Path stored = files.filter(
                            file -> file.getFileName().toString().startsWith("walsafe-gate-" + runtime + "."))
                    .findFirst()
                    .orElseThrow();
            return (stored.toString().endsWith(".aot") ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + stored;
        }
    }

    /** The jars in the launcher's order. */
    private static String classPath() throws Exception {
        Process shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "home=$1; . \"$1/lib/class-path\"; printf %s \"$class_path\"",
                        "sh",
                        HOME.toString())
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
