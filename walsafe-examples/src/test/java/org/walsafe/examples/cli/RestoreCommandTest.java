package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.HostPath;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/** {@code walsafe restore} in a data directory, from a directory of WAL files. */
class RestoreCommandTest {

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);
    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000000000005");
    private static final SegmentName NEXT = SegmentName.parse("000000010000000000000006");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path temporary;

    private Path data;
    private Path archive;

    @BeforeEach
    void makeServerAndArchive() throws IOException {
        data = Files.createDirectories(temporary.resolve("data/pg_wal")).getParent();
        ByteBuffer control = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
        control.putLong(CLUSTER.value()).putInt(1300).putInt(202209061).putInt(228, SegmentSize.SMALLEST.bytes());
        Files.createDirectory(data.resolve("global"));
        Files.write(data.resolve("global/pg_control"), control.array());
        archive = Files.createDirectory(temporary.resolve("archive"));
    }

    private void keep(SegmentName segment, SystemIdentifier cluster) throws IOException {
        Files.write(
                archive.resolve(segment.text()),
                WalFixtures.segment(segment, cluster, PostgresMajor.V15, SegmentSize.SMALLEST));
    }

    private int restore(String... more) {
        String[] words = new String[3 + more.length];
        words[0] = "--patience=1";
        words[1] = "--archive";
        words[2] = archive.toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return run(words);
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return RestoreCommand.run(words, new HostPath(data.toString()), terminal);
    }

    @Test
    void aSegmentIsDeliveredWithoutAWord() throws IOException {
        keep(SEGMENT, CLUSTER);

        assertThat(restore(SEGMENT.text(), "pg_wal/RECOVERYXLOG")).isZero();
        assertThat(data.resolve("pg_wal/RECOVERYXLOG")).hasSize(SegmentSize.SMALLEST.bytes());
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void absentIsOneForTheLauncherToSay() {
        assertThat(restore(SEGMENT.text(), "pg_wal/RECOVERYXLOG")).isEqualTo(RestoreCommand.ONE);
        assertThat(restore("00000001.history", "pg_wal/RECOVERYHISTORY")).isEqualTo(RestoreCommand.ONE);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aFailureStopsARecoveryAndIsAskedAgainByAStandby() throws IOException {
        keep(SEGMENT, new SystemIdentifier(1));
        assertThat(restore(SEGMENT.text(), "pg_wal/RECOVERYXLOG")).isEqualTo(205);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("walsafe restore: ")
                .contains("is not segment " + SEGMENT)
                .hasLineCount(1);

        Files.createFile(data.resolve("standby.signal"));
        assertThat(restore(SEGMENT.text(), "pg_wal/RECOVERYXLOG")).isEqualTo(5);
        assertThat(restore("--mode", "recovery", SEGMENT.text(), "pg_wal/RECOVERYXLOG"))
                .isEqualTo(205);
        assertThat(data.resolve("pg_wal")).isEmptyDirectory();
    }

    @Test
    void aHoleIsToldAndCanBeAccepted() throws IOException {
        keep(NEXT, CLUSTER);

        assertThat(restore(SEGMENT.text(), "pg_wal/RECOVERYXLOG")).isEqualTo(204);
        assertThat(restore("--accept-holes", SEGMENT.text(), "pg_wal/RECOVERYXLOG"))
                .isEqualTo(RestoreCommand.ONE);
    }

    @Test
    void theOutcomeIsThereForMachines() {
        restore("--json", SEGMENT.text(), "pg_wal/RECOVERYXLOG");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"file\":\"" + SEGMENT + "\",\"outcome\":\"proven_absent\",\"reason\":\"")
                .endsWith("\"exit_status\":1}" + System.lineSeparator());
    }

    @Test
    void aRefusalIsToldToMachinesWithTheStatusThatPostgresqlGets() {
        err.reset();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.Form.JSON);

        assertThat(RestoreCommand.run(new String[] {"--archive"}, new HostPath(data.toString()), terminal))
                .isEqualTo(203);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\"exit_status\":203");
    }

    @Test
    void aForeignToolGetsNoSegmentOfAnotherClusterIntoADataDirectory() throws IOException {
        keep(SEGMENT, new SystemIdentifier(1));

        assertThat(restore(SEGMENT.text(), data + "/pg_wal/" + SEGMENT)).isEqualTo(5);
        assertThat(data.resolve("pg_wal")).isEmptyDirectory();
        assertThat(restore(SEGMENT.text(), temporary.resolve("elsewhere").toString()))
                .isZero();
    }

    @Test
    void aForeignToolGetsTheRealName() throws IOException {
        keep(SEGMENT, CLUSTER);

        assertThat(restore("-p", "8", SEGMENT.text(), "pg_wal/" + SEGMENT)).isZero();
        assertThat(data.resolve("pg_wal/" + SEGMENT)).exists();
        assertThat(data.resolveSibling("data.walsafe-spool")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nosuch x s 000000010000000000000005 pg_wal/RECOVERYXLOG",
                "x s 000000010000000000000005",
                "x s ../../etc/passwd pg_wal/RECOVERYXLOG",
                "--port 99999 x s 000000010000000000000005 pg_wal/RECOVERYXLOG",
                "-z -j x s 000000010000000000000005 pg_wal/RECOVERYXLOG",
                "x --mode never s 000000010000000000000005 pg_wal/RECOVERYXLOG",
                ""
            })
    void aWrongCommandLineEndsNoRecovery(String line) throws IOException {
        assertThat(run(line.split(" "))).isEqualTo(203);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("walsafe restore: ")
                .hasLineCount(1);

        Files.createFile(data.resolve("standby.signal"));
        assertThat(run(line.split(" "))).isEqualTo(3);
    }

    @Test
    void helpEndsWithTheTable() {
        assertThat(run("-h")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--keep-compression", "  2  202  unreachable")
                .endsWith("timed out: there was no answer in time\n");
    }
}
