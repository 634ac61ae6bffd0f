package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.tck.SyntheticWal;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

class VerifyCommandTest {

    private static final String FIRST = "000000010000000000000001";
    private static final String SECOND = "000000010000000000000002";
    private static final String THIRD = "000000010000000000000003";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path archive;

    @BeforeEach
    void archiveThreeSegments() throws IOException {
        SyntheticWal log = new SyntheticWal(
                PostgresMajor.V15,
                SystemIdentifier.parse("7361234567890123456"),
                SegmentSize.SMALLEST,
                SegmentName.parse(FIRST));
        for (int i = 0; i < 3; i++) {
            log.record(new byte[5000]);
            log.switchSegment();
        }
        for (var file : log.files().entrySet()) {
            Files.write(archive.resolve(file.getKey().text()), file.getValue());
        }
    }

    @Test
    void findsAWholeArchiveGood() {
        assertThat(verifyArchive()).isZero();
        assertThat(out()).startsWith("localhost:" + archive + ": good\n").contains("3 segments of 1 MiB", "6 records");
        assertThat(verifyArchive("--json")).isZero();
        assertThat(out()).startsWith("{\"schema\":\"walsafe.verify.archive/1\",\"verdict\":\"good\"");
        assertThat(verifyArchive("--nagios")).isZero();
        assertThat(out()).startsWith("WALSAFE OK - ");
        assertThat(err.size()).isZero();
    }

    @Test
    void endsWithOneWhereSegmentsAreLostAndWithNoughtWhereThatIsWaived() throws IOException {
        Files.delete(archive.resolve(SECOND));
        Files.setLastModifiedTime(archive.resolve(THIRD), FileTime.fromMillis(0));
        Path waivers = archive.resolveSibling(archive.getFileName() + ".waivers");
        Files.writeString(waivers, SECOND + " 9999-12-31 jane a test of it\n");

        assertThat(verifyArchive("--level", "names")).isEqualTo(1);
        assertThat(out()).contains("damage  lost  " + SECOND + ": missing");
        assertThat(verifyArchive("--nagios")).isEqualTo(2);
        assertThat(verifyArchive("--waivers", waivers.toString())).isZero();
        assertThat(out()).contains("good (losses waived: 1)", "waived by jane until 9999-12-31: a test of it");
        assertThat(verifyArchive("--waivers", waivers.toString(), "--nagios")).isEqualTo(1);
        Files.delete(waivers);
    }

    @Test
    void takesAPathAsItIsTypedHere() {
        Path typed = Path.of("").toAbsolutePath().relativize(archive.toAbsolutePath());

        assertThat(run("verify", "archive", "--archive", typed.toString())).isZero();
        assertThat(out()).startsWith("localhost:" + archive + ": good\n");
    }

    @Test
    void endsWithThreeWhereNobodyCouldLook() {
        assertThat(run(
                        "verify",
                        "archive",
                        "--archive",
                        archive.resolve("absent").toString()))
                .isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @Test
    void drawsAPage() throws IOException {
        Path page = archive.resolveSibling(archive.getFileName() + ".html");

        assertThat(verifyArchive("--html", page.toString())).isZero();
        assertThat(Files.readString(page)).contains("<svg", "timeline 1");
        Files.delete(page);
    }

    @Test
    void showsProgressWhereItIsAskedFor() {
        assertThat(verifyArchive("--progress", "--rate", "2", "--threads", "1")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("of 3 files", "MB/s");
    }

    @Test
    void readsSingleFilesAndTheLinksBetweenThem() throws IOException {
        String[] files = {"verify", "wal", path(FIRST), path(SECOND), path(THIRD)};
        assertThat(run(files)).isZero();
        assertThat(out().lines()).hasSize(3).allMatch(line -> line.contains(": good: 2 records, complete up to LSN"));

        byte[] second = Files.readAllBytes(archive.resolve(SECOND));
        second[100] ^= 1;
        Files.write(archive.resolve(SECOND), second);
        assertThat(run(files)).isEqualTo(1);
        assertThat(out()).contains(SECOND + ": damage: " + SECOND + " at offset 40 (LSN 0/200028): record checksum");
    }

    @Test
    void explainsWhatMakesTwoFilesOfOneNameDiffer() throws IOException {
        Path copy = archive.resolve(SECOND + ".20261120T120000Z.duplicate");
        byte[] second = Files.readAllBytes(archive.resolve(SECOND));
        Files.write(copy, second);
        assertThat(run("verify", "pair", path(SECOND), copy.toString())).isZero();
        assertThat(out()).isEqualTo(SECOND + ": both files are identical\n");

        Arrays.fill(second, 40, second.length, (byte) 0);
        Files.write(copy, second);
        assertThat(run("verify", "pair", path(SECOND), copy.toString())).isEqualTo(1);
        assertThat(out()).contains("the second file ends at LSN 0/200028");
        assertThat(run("verify", "pair", path(FIRST), copy.toString())).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "verify archive", "verify backup", "verify wal", "verify pair"})
    void explainsItselfWithItsExitStatuses(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out())
                .contains("Usage: walsafe " + command, "  0  ", "  1  ", "  2  ", "  3  ")
                .doesNotContain("null");
    }

    private String path(String name) {
        return archive.resolve(name).toString();
    }

    private int verifyArchive(String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "verify";
        arguments[1] = "archive";
        arguments[2] = "--archive";
        arguments[3] = archive.toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Main.run(
                arguments,
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
