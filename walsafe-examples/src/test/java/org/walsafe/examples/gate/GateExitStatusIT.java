package org.walsafe.examples.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.archive.GateScript;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.host.HostPath;

/** Whatever goes wrong, both gates end with 1 to 125, as the user that PostgreSQL runs as sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GateExitStatusIT {

    /** How a gate is started. */
    enum Gate {
        SH,
        JVM
    }

    private static final Answer ARCHIVED = new Answer(0, List.of());

    private EmbeddedPostgres server;
    private Path launcher;
    private String segment;
    private Path segmentPath;
    private int directories;

    @BeforeAll
    void createASegment() throws Exception {
        server = EmbeddedPostgres.builder(PostgresRelease.V9_3_5)
                .setting("archive_mode", "on")
                .setting("archive_command", "false")
                .create();
        server.start();
        segment = server.switchSegment();
        server.stop(ShutdownMode.IMMEDIATE);
        segmentPath = server.walDirectory().resolve(segment);

        // Where this was built may be closed to the server's user.
        Path home = server.createDirectory("walsafe");
        for (String part : List.of("bin", "lib")) {
            PathUtils.copyDirectory(Path.of(System.getProperty("walsafe.home"), part), home.resolve(part));
        }
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        launcher = home.resolve("bin/walsafe");
    }

    @AfterAll
    void removeTheServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void isZeroForAConfirmedFileAndOneForAnUnconfirmedOne(Gate gate) throws Exception {
        Path registry = newRegistry();
        Answer pending = run(gate, registry, segmentPath.toString(), segment);
        assertFailure(pending);
        assertThat(pending.status()).isEqualTo(1);
        confirm(registry, segment);
        for (int i = 0; i < 2; i++) {
            assertThat(run(gate, registry, segmentPath.toString(), segment)).isEqualTo(ARCHIVED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAFailureForWrongArguments(Gate gate) throws Exception {
        Path registry = newRegistry();
        confirm(registry, segment);
        assertFailure(run(gate, registry));
        assertFailure(run(gate, registry, segment));
        assertFailure(run(gate, registry, segmentPath.toString(), segment, "third"));
        assertFailure(run(gate, registry, segmentPath.toString(), "../" + segment));
        assertFailure(run(gate, registry, segmentPath + "\n", segment + "\n"));
        assertFailure(run(gate, registry, "", ""));
        assertFailure(run(gate, registry, "x".repeat(300), "x".repeat(300)));
        assertFailure(run(gate, registry, "$(touch x)", "$(touch x)"));
    }

    @ParameterizedTest
    @EnumSource
    void isAFailureWhereTheDirectoryCannotBeLookedAt(Gate gate) throws Exception {
        assertFailure(run(gate, Path.of("/nonexistent"), segmentPath.toString(), segment));
        assertFailure(run(gate, segmentPath, segmentPath.toString(), segment));
        for (String mode : List.of("---------", "-w-------", "rwxrwxrwx")) {
            Path registry = newRegistry();
            confirm(registry, segment + ".partial");
            Files.setPosixFilePermissions(registry, PosixFilePermissions.fromString(mode));
            Answer answer = run(gate, registry, segmentPath.toString(), segment);
            assertFailure(answer);
            assertThat(answer.status()).as(mode).isIn(mode.endsWith("rwx") ? List.of(2, 3) : List.of(3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAFailureWhereTheFileCannotBeRead(Gate gate) throws Exception {
        Path registry = newRegistry();
        Files.writeString(
                registry.resolve(segment + ".done"),
                "walsafe=1\nfile=" + segment + "\nsystem_identifier=7000000000000000001\n");
        own(registry.resolve(segment + ".done"));
        assertFailure(run(gate, registry, "/nonexistent/" + segment, segment));
        assertFailure(run(gate, registry, segmentPath.toString(), segment));
        var readable = Files.getPosixFilePermissions(segmentPath);
        Files.setPosixFilePermissions(segmentPath, PosixFilePermissions.fromString("---------"));
        try {
            assertFailure(run(gate, registry, segmentPath.toString(), segment));
            Path unattested = newRegistry();
            confirm(unattested, segment);
            assertFailure(run(gate, unattested, segmentPath.toString(), segment));
        } finally {
            Files.setPosixFilePermissions(segmentPath, readable);
        }
        Path directory = Files.createDirectory(newRegistry().resolve(segment));
        assertFailure(run(gate, registry, directory.toString(), segment));
    }

    @ParameterizedTest
    @EnumSource
    void answersFromAReadOnlyDirectoryAndFromAMarkerThatIsNone(Gate gate) throws Exception {
        Path registry = newRegistry();
        confirm(registry, segment);
        Files.setPosixFilePermissions(registry, PosixFilePermissions.fromString("r-x------"));
        assertThat(run(gate, registry, segmentPath.toString(), segment)).isEqualTo(ARCHIVED);

        Path odd = newRegistry();
        Path marker = odd.resolve(segment + ".done");
        Files.createDirectory(marker);
        assertFailure(run(gate, odd, segmentPath.toString(), segment));
        Files.delete(marker);
        Files.createSymbolicLink(marker, registry.resolve(segment + ".done"));
        assertFailure(run(gate, odd, segmentPath.toString(), segment));
        Files.delete(marker);
        Files.write(marker, new byte[10 << 20]);
        own(marker);
        assertFailure(run(gate, odd, segmentPath.toString(), segment));
        Files.writeString(marker, "walsafe=1\nfile=" + segment + "\n");
        Files.setPosixFilePermissions(marker, PosixFilePermissions.fromString("---------"));
        assertFailure(run(gate, odd, segmentPath.toString(), segment));
    }

    @Test
    void confirmingWithoutRoomForOneByteLeavesNothingBehind() throws Exception {
        Path registry = newRegistry();
        List<String> words = List.of(
                "/bin/sh",
                "-c",
                "ulimit -f 0 && exec \"$@\"",
                "sh",
                launcher.toString(),
                "confirm",
                "--registry",
                registry.toString(),
                "--archived-in",
                segmentPath.getParent().toString(),
                segment);

        Answer answer = run(words, Map.of("JAVA_HOME", System.getProperty("java.home")));

        assertFailure(answer);
        assertThat(answer.status()).isEqualTo(3);
        assertThat(registry).isEmptyDirectory();
    }

    @Test
    void isAFailureOfTheLauncherWhereJavaIsMissingOrKilled() throws Exception {
        Path registry = newRegistry();
        confirm(registry, segment);
        Path javaHome = newRegistry();
        List<String> words = List.of(
                launcher.toString(), "gate", "--registry", registry.toString(), segmentPath.toString(), segment);
        assertUnknown(run(words, Map.of("JAVA_HOME", javaHome.toString())));
        assertUnknown(run(words, Map.of("PATH", "/nonexistent")));

        Path bin = Files.createDirectory(javaHome.resolve("bin"));
        own(bin);
        for (String ending :
                List.of("kill -KILL $$", "kill -TERM $$", "exit 134", "exit 127", "exit 126", "exit 255")) {
            Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\n" + ending + "\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            own(java);
            assertUnknown(run(words, Map.of("JAVA_HOME", javaHome.toString())));
        }
    }

    @Test
    void isAFailureOfTheLauncherWhereNobodyReadsItsLog() throws Exception {
        Path scratch = newRegistry();
        List<String> words = List.of(
                "/bin/sh",
                "-c",
                "cd " + scratch + " && mkfifo pipe && { (exec 3<pipe) & exec 2>pipe; wait; \"$@\"; echo $? >status; }",
                "sh",
                launcher.toString(),
                "gate",
                "--registry",
                scratch.toString(),
                segmentPath.toString(),
                segment);

        run(words, Map.of("JAVA_HOME", scratch.toString()));
        assertThat(scratch.resolve("status")).hasContent("3");

        Files.delete(scratch.resolve("pipe"));
        run(words, Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertThat(scratch.resolve("status")).hasContent("1");
    }

    /** The shell may have a word of its own on a process that was killed. */
    private static void assertUnknown(Answer answer) {
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.lines()).hasSizeBetween(1, 2).last().asString().startsWith("walsafe: ");
    }

    private static void assertFailure(Answer answer) {
        assertThat(answer.status()).isBetween(1, 125);
        assertThat(answer.lines()).hasSize(1).first().asString().startsWith("walsafe");
    }

    /** What a gate ended with, and what it said. */
    private record Answer(int status, List<String> lines) {}

    private Path newRegistry() throws IOException {
        return server.createDirectory("registry-" + directories++);
    }

    private void confirm(Path registry, String name) throws IOException {
        own(Files.createFile(registry.resolve(name + ".done")));
    }

    /** Gives a file to the user that owns the data directory. */
    private Path own(Path path) throws IOException {
        Files.setOwner(path, Files.getOwner(server.data()));
        return path;
    }

    private Answer run(Gate gate, Path registry, String... operands) throws Exception {
        List<String> words = new ArrayList<>();
        if (gate == Gate.SH) {
            words.add("/bin/sh");
            words.add(server.writeScript(
                            "gate.sh",
                            GateScript.of(HostPath.of(registry.toString())).text())
                    .toString());
        } else {
            words.addAll(List.of(launcher.toString(), "gate", "--registry", registry.toString()));
        }
        words.addAll(List.of(operands));
        return run(words, Map.of("JAVA_HOME", System.getProperty("java.home")));
    }

    private Answer run(List<String> words, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(server.asServerUser(words))
                .directory(server.data().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), said.lines().toList());
    }
}
