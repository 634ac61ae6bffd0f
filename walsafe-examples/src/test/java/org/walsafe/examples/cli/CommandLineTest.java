package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final String SEGMENT = "0000000100000000000000A1";
    private static final String NEXT = "0000000100000000000000A2";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path temporary;

    private Path registry;

    @BeforeEach
    void createRegistry() throws IOException {
        registry = Files.createDirectory(
                temporary.resolve("wal_safe_dir"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Test
    void confirmsShowsListsAndWithdraws() {
        assertThat(run("confirm", "--registry", registry.toString(), SEGMENT, NEXT))
                .isEqualTo(0);
        assertThat(out()).isEqualTo(SEGMENT + " confirmed\n" + NEXT + " confirmed\n");
        assertThat(run("confirm", "--registry", registry.toString(), SEGMENT)).isEqualTo(0);
        assertThat(out()).isEqualTo(SEGMENT + " was confirmed already\n");
        assertThat(registry.resolve(SEGMENT + ".done")).exists();

        assertThat(run("list", "--registry", registry.toString())).isEqualTo(0);
        assertThat(out().lines()).containsExactlyInAnyOrder(SEGMENT + "  confirmed", NEXT + "  confirmed");
        assertThat(run("show", "--registry", registry.toString(), SEGMENT)).isEqualTo(0);
        assertThat(out()).contains(SEGMENT + " is confirmed", "unattested");

        assertThat(run("withdraw", "--registry", registry.toString(), SEGMENT)).isEqualTo(0);
        assertThat(run("withdraw", "--registry", registry.toString(), SEGMENT)).isEqualTo(1);
        assertThat(run("show", "--registry", registry.toString(), SEGMENT)).isEqualTo(1);
        assertThat(registry.resolve(SEGMENT + ".done")).doesNotExist();
        assertThat(err()).isEmpty();
    }

    @Test
    void printsOneJsonObjectPerLine() {
        assertThat(run("confirm", "--json", "--registry", registry.toUri().toString(), SEGMENT))
                .isEqualTo(0);
        assertThat(out()).isEqualTo("{\"file\":\"" + SEGMENT + "\",\"outcome\":\"recorded\"}\n");
        assertThat(run("show", "--json", "--registry", registry.toString(), SEGMENT))
                .isEqualTo(0);
        assertThat(out())
                .isEqualTo("{\"file\":\"" + SEGMENT + "\",\"state\":\"confirmed\",\"evidence\":\"unattested\"}\n");
    }

    @Test
    void confirmsWithTheEvidenceOfTheArchivesCopy() throws IOException {
        Path archive = Files.createDirectory(temporary.resolve("archive"));
        Files.writeString(archive.resolve("00000002.history"), "1\t0/3000000\tno recovery target specified\n");

        assertThat(run(
                        "confirm",
                        "--registry",
                        registry.toString(),
                        "--archived-in",
                        archive.toString(),
                        "--by",
                        "test",
                        "00000002.history"))
                .isEqualTo(0);
        assertThat(run("show", "--registry", registry.toString(), "00000002.history"))
                .isEqualTo(0);
        assertThat(out()).contains("archived", "sha256", "confirmed_by", "test");
    }

    @Test
    void saysThatAnUnattestedConfirmationStays() throws IOException {
        Path archive = Files.createDirectory(temporary.resolve("archive"));
        Files.writeString(archive.resolve("00000002.history"), "1\t0/3000000\tno recovery target specified\n");
        String[] withEvidence = {
            "confirm", "--registry", registry.toString(), "--archived-in", archive.toString(), "00000002.history"
        };
        run("confirm", "--registry", registry.toString(), "00000002.history");

        assertThat(run(withEvidence)).isEqualTo(0);
        assertThat(out()).contains("already, without evidence; withdraw");
        assertThat(registry.resolve("00000002.history.done")).isEmptyFile();

        run("withdraw", "--registry", registry.toString(), "00000002.history");
        assertThat(run(withEvidence)).isEqualTo(0);
        assertThat(out()).isEqualTo("00000002.history confirmed\n");
    }

    @Test
    void refusesWhatContradictsAConfirmation() throws IOException {
        Path archive = Files.createDirectory(temporary.resolve("archive"));
        for (String content : List.of("1\t0/3000000\treason\n", "1\t0/4000000\treason\n")) {
            Files.writeString(archive.resolve("00000002.history"), content);
            run("confirm", "--registry", registry.toString(), "--archived-in", archive.toString(), "00000002.history");
        }
        assertThat(err().lines()).hasSize(1).first().asString().contains("00000002.history");
    }

    @Test
    void computesNamesAndPositions() {
        assertThat(run("wal", "parse", "000000010000000000000001.partial")).isEqualTo(0);
        assertThat(out())
                .isEqualTo("file 000000010000000000000001.partial, timeline 1, kind partial segment,"
                        + " start 0/1000000\n");
        assertThat(run("wal", "next", "0000000100000000000000FF")).isEqualTo(0);
        assertThat(out()).isEqualTo("000000010000000100000000\n");
        assertThat(run("wal", "next", "--postgresql-9.2", "0000000100000000000000FE"))
                .isEqualTo(0);
        assertThat(out()).isEqualTo("000000010000000100000000\n");
        assertThat(run("wal", "range", "0000000100000000000000FE", "000000010000000100000000"))
                .isEqualTo(0);
        assertThat(out().lines()).hasSize(3);
        assertThat(run("wal", "of", "--timeline", "2", "--segment-size", "1", "0/1234567"))
                .isEqualTo(0);
        assertThat(out()).isEqualTo("000000020000000000000012\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gate",
                "hook",
                "confirm",
                "gate-script",
                "hook-script",
                "setup",
                "list",
                "show",
                "withdraw",
                "wal",
                "reconcile",
                "demo"
            })
    void explainsItselfWithItsExitStatuses(String command) {
        assertThat(run(command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"}))
                .isEqualTo(0);
        assertThat(out())
                .contains(
                        "Usage: walsafe",
                        "  0  ",
                        "  3  ".substring(command.matches("gate-script|hook-script|setup|wal") ? 3 : 0))
                .doesNotContain("null");
        assertThat(err()).isEmpty();
    }

    static Stream<List<String>> badNames() {
        return Stream.of(
                        "../" + SEGMENT,
                        "/etc/passwd",
                        SEGMENT + "\n",
                        "'" + SEGMENT + "'",
                        "$(touch x)",
                        "A".repeat(300),
                        SEGMENT.toLowerCase(java.util.Locale.ROOT).replace('1', 'a'),
                        "000000000000000000000001",
                        "")
                .flatMap(name -> Stream.of("confirm", "show", "withdraw").map(command -> List.of(command, name)));
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void refusesABadNameInOneLineAndChangesNothing(List<String> commandAndName) throws IOException {
        assertThat(run(commandAndName.get(0), "--registry", registry.toString(), commandAndName.get(1)))
                .isEqualTo(2);
        assertOneComplaint();
    }

    @Test
    void refusesASegmentBeyondItsSegmentSize() {
        assertThat(run("wal", "next", "000000010000000000000100")).isEqualTo(2);
        assertThat(err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirm", "list", "show", "withdraw"})
    void refusesALooseOrMissingRegistry(String command) throws IOException {
        String[] name = command.equals("list") ? new String[0] : new String[] {SEGMENT};
        Files.setPosixFilePermissions(registry, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run(words(command, "--registry", registry.toString(), name))).isEqualTo(2);
        assertThat(err()).contains("chmod 0700").hasLineCount(1);
        assertThat(run(words(command, "--registry", registry + "/absent", name)))
                .isEqualTo(2);
        assertThat(err()).contains("mkdir").hasLineCount(1);
    }

    @Test
    void refusesAMarkerThatIsNone() throws IOException {
        Files.write(registry.resolve(SEGMENT + ".done"), new byte[] {'w', 0, (byte) 0xff});
        Files.createDirectory(registry.resolve(NEXT + ".done"));
        Path link = registry.resolve("0000000100000000000000A3.done");
        Files.createSymbolicLink(link, temporary);
        Path huge = registry.resolve("0000000100000000000000A4.done");
        Files.write(huge, new byte[10 << 20]);
        for (String name : List.of(SEGMENT, NEXT, "0000000100000000000000A3", "0000000100000000000000A4")) {
            assertThat(run("show", "--registry", registry.toString(), name)).isEqualTo(2);
            assertThat(err()).contains(name).hasLineCount(1);
            assertThat(run("confirm", "--registry", registry.toString(), name)).isEqualTo(2);
            assertThat(err()).contains(name).hasLineCount(1);
        }
        assertThat(registry.resolve(NEXT + ".done")).isDirectory();
        assertThat(link).isSymbolicLink();
        assertThat(huge).hasSize(10 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "confirm",
                "confirm --registry",
                "confirm --nonsense X",
                "confirm --by a --by b X",
                "gate",
                "gate --registry /nonexistent one",
                "gate --partial maybe pg_wal/X X",
                "gate-script",
                "gate-script relative",
                "hook-script",
                "hook-script relative",
                "setup",
                "setup --postgresql 8.4 --barman-server main",
                "setup --postgresql 9.3 --barman-server main --spool /a --hook b",
                "reconcile",
                "reconcile --primary /data --archive relative",
                "reconcile --primary /data --archive /a --barman-server main",
                "reconcile --primary /data --archive /a --interval 5",
                "reconcile --primary /data --archive /a --follow --dry-run",
                "list",
                "list --registry relative",
                "list --registry jdbc:postgresql://user:secret@host/db --nonsense",
                "list --registry ftp://host/x",
                "show",
                "wal",
                "wal parse",
                "wal next X",
                "wal of 1",
                "nonsense",
                "--nonsense"
            })
    void saysInOneLineWhatIsWrongWithItsArguments(String line) throws IOException {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertOneComplaint();
        assertThat(errors).doesNotContain("secret");
    }

    private String errors = "";

    private void assertOneComplaint() throws IOException {
        errors = err();
        assertThat(errors).hasLineCount(1).startsWith("walsafe");
        assertThat(out()).isEmpty();
        try (Stream<Path> entries = Files.list(registry)) {
            assertThat(entries).isEmpty();
        }
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        return Main.run(words, new Terminal(stream(out), stream(err)));
    }

    private static String[] words(String command, String option, String value, String[] rest) {
        List<String> words = new ArrayList<>(List.of(command, option, value));
        words.addAll(List.of(rest));
        return words.toArray(String[]::new);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
