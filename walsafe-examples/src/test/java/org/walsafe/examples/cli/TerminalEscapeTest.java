package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

/** Names and words from elsewhere that would clear a screen, colour it, turn the direction of writing or forge a line. */
class TerminalEscapeTest {

    private static final String HOSTILE = "x\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\u200b\r\nWALSAFE OK - forged";

    @TempDir
    private Path temporary;

    private Path registry;
    private Path archive;

    @BeforeEach
    void placeHostileNames() throws IOException {
        registry = Invocation.registryIn(temporary);
        Files.createFile(registry.resolve(HOSTILE));
        archive = Files.createDirectory(temporary.resolve("archive"));
        Files.writeString(archive.resolve(HOSTILE), HOSTILE);
        Files.writeString(archive.resolve("00000002.history"), HOSTILE);
        Files.writeString(archive.resolve("0000000100000000000000A1"), HOSTILE);
        Files.writeString(registry.resolve("0000000100000000000000A1.done"), "walsafe=1\nfile=" + HOSTILE + "\n");
    }

    static List<List<String>> commands() {
        return List.of(
                List.of("list", "--registry", "REGISTRY"),
                List.of("list", "--registry", "REGISTRY", "--json"),
                List.of("show", "--registry", "REGISTRY", "0000000100000000000000A1"),
                List.of("show", "--registry", "REGISTRY", HOSTILE),
                List.of("confirm", "--registry", "REGISTRY", HOSTILE),
                List.of("list", "--registry", HOSTILE),
                List.of("gate", "--registry", "REGISTRY", "/" + HOSTILE, HOSTILE),
                List.of("verify", "archive", "--archive", "ARCHIVE"),
                List.of("verify", "archive", "--archive", "ARCHIVE", "--json"),
                List.of("verify", "archive", "--archive", "ARCHIVE", "--nagios"),
                List.of("verify", "wal", "ARCHIVE/" + HOSTILE),
                List.of("verify", "wal", "ARCHIVE/0000000100000000000000A1"),
                List.of("verify", "backup", "--directory", "ARCHIVE"),
                List.of("wal", "parse", HOSTILE),
                List.of("doctor", "--server", HOSTILE),
                List.of("setup", "--postgresql", HOSTILE, "--barman-server", HOSTILE),
                List.of(HOSTILE),
                List.of("list", "--" + HOSTILE));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noneOfThemReachesTheTerminal(List<String> words) {
        Invocation invocation = Invocation.of(words.stream()
                .map(word -> word.replace("REGISTRY", registry.toString()).replace("ARCHIVE", archive.toString()))
                .toArray(String[]::new));

        assertThat(invocation.out() + invocation.err()).isNotBlank();
        assertHarmless(invocation.out());
        assertHarmless(invocation.err());
    }

    @Test
    void whatIsPrintedLoggedOrComplainedOfIsHarmless() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        for (Terminal.Form form : Terminal.Form.values()) {
            Terminal terminal = new Terminal(stream, stream, form);
            terminal.print(form, "one\n" + HOSTILE.replace("\n", ""), Map.of("name", HOSTILE));
            terminal.complain("list", HOSTILE);
        }
        StderrLogger logger = new StderrLogger("test", stream);
        logger.handleNormalizedLoggingCall(
                Level.WARN, null, "{}", new Object[] {HOSTILE}, new IOException(HOSTILE.replace("\n", "")));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("owned");
        assertHarmless(bytes.toString(StandardCharsets.UTF_8));
    }

    private static void assertHarmless(String printed) {
        assertThat(printed.lines()).noneMatch(line -> line.startsWith("WALSAFE OK - forged"));
        assertThat(printed.codePoints().filter(TerminalEscapeTest::drivesTerminals))
                .as(printed)
                .isEmpty();
    }

    private static boolean drivesTerminals(int codePoint) {
        int type = Character.getType(codePoint);
        return codePoint != '\n' && codePoint != '\t' && (type == Character.CONTROL || type == Character.FORMAT);
    }
}
