package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.HostPath;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.SystemIdentifier;

/** The script against a program that answers 42, so that whatever it does not answer itself can be told. */
class RestoreScriptTest {

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);
    private static final String SEGMENT = "000000010000000000000005";
    private static final List<String> ARCHIVE = List.of("barman@backup", "main");

    @TempDir
    private Path temporary;

    private Path dataDirectory;
    private Path program;
    private Path root;

    static List<List<String>> shells() {
        List<List<String>> shells = new ArrayList<>();
        shells.add(List.of("sh"));
        for (String shell : List.of("dash", "bash")) {
            if (Files.isExecutable(Path.of("/bin", shell))) {
                shells.add(List.of("/bin/" + shell));
            }
        }
        return shells;
    }

    @BeforeEach
    void makeServer() throws IOException {
        dataDirectory = temporary.resolve("data it's");
        Files.createDirectories(dataDirectory.resolve("global"));
        Files.createDirectories(dataDirectory.resolve("pg_wal"));
        ByteBuffer control = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                dataDirectory.resolve("global/pg_control"),
                control.putLong(CLUSTER.value()).array());
        program = temporary.resolve("walsafe");
        Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\" >asked\nexit 42\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        root = Files.createDirectory(temporary.resolve("spool root"));
    }

    private Path spool(Optional<HostPath> at) throws IOException {
        HostPath directory =
                Spool.directory(new HostPath(dataDirectory.toRealPath().toString()), at, CLUSTER, ARCHIVE);
        return Files.createDirectories(
                Path.of(directory.value()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private Path served(Optional<HostPath> at) throws IOException {
        Path spool = spool(at);
        Files.writeString(spool.resolve("prefetcher"), ProcessHandle.current().pid() + "\n");
        Files.writeString(spool.resolve("renames"), "\n");
        return spool;
    }

    private Optional<HostPath> atRoot() {
        return Optional.of(new HostPath(root.toString()));
    }

    private int run(List<String> shell, Optional<HostPath> at, String name, String destination) throws Exception {
        RestoreScript script = new RestoreScript(
                new HostPath(program.toString()),
                List.of("restore", "--config=a b", "--", "backup", "main"),
                at,
                ARCHIVE);
        Path file = Files.writeString(temporary.resolve("restore.sh"), script.text());
        List<String> words = new ArrayList<>(shell);
        words.addAll(List.of(file.toString(), name, destination));
        Process process = new ProcessBuilder(words)
                .directory(dataDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aSegmentThatIsReadyIsRenamedIntoPlace(List<String> shell) throws Exception {
        for (Optional<HostPath> at : List.of(Optional.<HostPath>empty(), atRoot())) {
            Path spool = served(at);
            Files.writeString(spool.resolve(SEGMENT), "content");

            assertThat(run(shell, at, SEGMENT, "pg_wal/RECOVERYXLOG")).isZero();
            assertThat(dataDirectory.resolve("pg_wal/RECOVERYXLOG")).hasContent("content");
            assertThat(spool.resolve(SEGMENT)).doesNotExist();
            assertThat(temporary.resolve("output")).isEmptyFile();
        }
    }

    @Test
    @RequiresRealPart("busybox")
    void busyboxServesItToo() throws Exception {
        aSegmentThatIsReadyIsRenamedIntoPlace(List.of(RealParts.path("busybox").toString(), "sh"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatIsNotReadyIsAskedOfTheProgramWithAllItsWords(List<String> shell) throws Exception {
        served(Optional.empty());

        assertThat(run(shell, Optional.empty(), SEGMENT, "pg_wal/RECOVERYXLOG")).isEqualTo(42);
        assertThat(dataDirectory.resolve("asked"))
                .hasContent("restore\n--config=a b\n--\nbackup\nmain\n" + SEGMENT + "\npg_wal/RECOVERYXLOG\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aSpoolThatOthersCanWriteToIsNotServed(List<String> shell) throws Exception {
        Path spool = served(atRoot());
        Files.writeString(spool.resolve(SEGMENT), "forged");
        Path aside = Files.createDirectory(temporary.resolve("aside"));

        for (String permissions : List.of("rwxrwxrwx", "rwxrwx---", "rwx-----x")) {
            Files.setPosixFilePermissions(spool, PosixFilePermissions.fromString(permissions));
            assertThat(run(shell, atRoot(), SEGMENT, "pg_wal/RECOVERYXLOG"))
                    .as(permissions)
                    .isEqualTo(42);
        }
        Files.move(spool, aside.resolve("open"));
        Files.createSymbolicLink(spool, aside.resolve("open"));
        assertThat(run(shell, atRoot(), SEGMENT, "pg_wal/RECOVERYXLOG")).isEqualTo(42);
        assertThat(dataDirectory.resolve("pg_wal/RECOVERYXLOG")).doesNotExist();
        assertThat(dataDirectory.resolve("asked")).content().endsWith(SEGMENT + "\npg_wal/RECOVERYXLOG\n");
    }

    @Test
    void noLinkIsRenamedIntoPlace() throws Exception {
        Path spool = served(Optional.empty());
        Files.createSymbolicLink(spool.resolve(SEGMENT), Files.writeString(temporary.resolve("x"), "forged"));

        assertThat(run(List.of("sh"), Optional.empty(), SEGMENT, "pg_wal/RECOVERYXLOG"))
                .isEqualTo(42);
    }

    @Test
    void aSegmentIsRenamedToAnAbsolutePathToo() throws Exception {
        Files.writeString(served(Optional.empty()).resolve(SEGMENT), "content");
        Path destination = dataDirectory.resolve("pg_wal/RECOVERYXLOG");

        assertThat(run(List.of("sh"), Optional.empty(), SEGMENT, destination.toString()))
                .isZero();
        assertThat(destination).hasContent("content");
    }

    @Test
    void whatADeadPrefetcherLeftIsNotServed() throws Exception {
        Path spool = served(Optional.empty());
        Files.writeString(spool.resolve(SEGMENT), "content");
        Files.writeString(spool.resolve("prefetcher"), "4194305\n");

        assertThat(run(List.of("sh"), Optional.empty(), SEGMENT, "pg_wal/RECOVERYXLOG"))
                .isEqualTo(42);
        assertThat(dataDirectory.resolve("pg_wal/RECOVERYXLOG")).doesNotExist();
    }

    @Test
    void anotherClustersSegmentIsNotServed() throws Exception {
        Files.writeString(served(Optional.empty()).resolve(SEGMENT), "content");
        Files.write(dataDirectory.resolve("global/pg_control"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

        assertThat(run(List.of("sh"), Optional.empty(), SEGMENT, "pg_wal/RECOVERYXLOG"))
                .isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000002.history", "000000010000000000000005.partial", "../../etc/passwd", "", "-n"})
    void onlySegmentsAreServed(String name) throws Exception {
        served(Optional.empty());

        assertThat(run(List.of("sh"), Optional.empty(), name, "pg_wal/RECOVERYXLOG"))
                .isEqualTo(42);
    }

    @Test
    void whoAsksForTheRealNameSeesTheArchive() throws Exception {
        Files.writeString(served(Optional.empty()).resolve(SEGMENT), "content");

        assertThat(run(List.of("sh"), Optional.empty(), SEGMENT, "pg_wal/" + SEGMENT))
                .isEqualTo(42);
    }

    @Test
    void aSpoolOnAnotherFileSystemIsLeftToTheProgram() throws Exception {
        Path spool = served(Optional.empty());
        Files.writeString(spool.resolve(SEGMENT), "content");
        Files.delete(spool.resolve("renames"));

        assertThat(run(List.of("sh"), Optional.empty(), SEGMENT, "pg_wal/RECOVERYXLOG"))
                .isEqualTo(42);
    }

    @Test
    void aMissingProgramStopsARecoveryAndHoldsAStandby() throws Exception {
        Files.delete(program);

        assertThat(run(List.of("sh"), Optional.empty(), SEGMENT, "pg_wal/RECOVERYXLOG"))
                .isEqualTo(203);
        Files.writeString(dataDirectory.resolve("recovery.conf"), "standby_mode = 'on'\n");
        assertThat(run(List.of("sh"), Optional.empty(), SEGMENT, "pg_wal/RECOVERYXLOG"))
                .isEqualTo(3);
        assertThat(run(List.of("sh"), Optional.empty(), "00000002.history", "pg_wal/RECOVERYHISTORY"))
                .isEqualTo(203);
    }

    @Test
    @RequiresRealPart("shellcheck")
    void shellcheckHasNothingToSay() throws Exception {
        run(List.of("sh"), Optional.empty(), SEGMENT, "x");
        Process process = new ProcessBuilder(
                        RealParts.path("shellcheck").toString(),
                        temporary.resolve("restore.sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(temporary.resolve("output")).isEmptyFile();
    }

    @Test
    void wordsThatCannotStandInAScriptAreRefused() {
        assertThatThrownBy(() ->
                        new RestoreScript(new HostPath("/opt/walsafe"), List.of("a\nb"), Optional.empty(), ARCHIVE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
