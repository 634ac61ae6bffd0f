package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code --json}, whatever fails is one JSON object on standard error. */
class JsonComplaintTest {

    private static final String SEGMENT = "0000000100000000000000A1";

    @TempDir
    private Path temporary;

    private Path registry;

    @BeforeEach
    void createRegistry() throws IOException {
        registry = Invocation.registryIn(temporary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gate --json",
                "gate --json --registry ftp://host/x pg_wal/X X",
                "confirm --json",
                "confirm --registry relative --json X",
                "gate-script --json relative",
                "list --json --registry relative",
                "list --json --nonsense",
                "show --json",
                "show --json X",
                "withdraw --json ..",
                "reconcile --json",
                "wal --json",
                "wal next --json X",
                "demo --json --nonsense",
                "nonsense --json",
                "--json"
            })
    void wrongArgumentsAreOneObjectWithAHint(String line) throws IOException {
        Map<String, String> complaint = complaint(2, line.split(" "));

        assertThat(complaint).containsOnlyKeys("command", "error", "hint", "exit_status");
        assertThat(complaint).containsEntry("exit_status", "2");
        assertThat(line).contains(complaint.get("command"));
        assertThat(Invocation.of(line.split(" ")).out()).isEmpty();
    }

    @Test
    void aRegistryThatCannotBeUsedComesWithTheCommandThatMendsIt() throws IOException {
        Files.setPosixFilePermissions(registry, PosixFilePermissions.fromString("rwxrwxrwx"));

        for (String command : new String[] {"list", "show", "confirm", "withdraw"}) {
            String[] words = command.equals("list")
                    ? new String[] {command, "--json", "--registry", registry.toString()}
                    : new String[] {command, "--json", "--registry", registry.toString(), SEGMENT};
            assertThat(complaint(2, words).get("hint")).contains("chmod 0700 " + registry);
        }
    }

    @Test
    void whatIsNoMarkerIsToldWithItsExitStatus() throws IOException {
        Files.writeString(registry.resolve(SEGMENT + ".done"), "torn");

        assertThat(complaint(2, "show", "--json", "--registry", registry.toString(), SEGMENT))
                .containsEntry("command", "show")
                .containsEntry("exit_status", "2")
                .hasEntrySatisfying("error", error -> assertThat(error).contains("torn"));
        String[] confirming = {"confirm", "--json", "--registry", registry.toString(), SEGMENT};
        assertThat(complaint(2, confirming)).containsEntry("exit_status", "2");
        assertThat(Invocation.of(confirming).out())
                .contains("\"outcome\":\"conflict\"")
                .hasLineCount(1);
        Files.createFile(registry.resolve("two\nlines"));
        assertThat(complaint(2, "list", "--json", "--registry", registry.toString()))
                .containsEntry("exit_status", "2");
    }

    @Test
    void aMissingCopyIsUnknownAndNamed() throws IOException {
        Map<String, String> complaint = complaint(
                3, "confirm", "--json", "--registry", registry.toString(), "--archived-in", "/nonexistent", SEGMENT);

        assertThat(complaint)
                .containsEntry("error", "/nonexistent/" + SEGMENT + ": no such file or directory")
                .containsEntry("exit_status", "3");
    }

    @Test
    void whatNobodyCouldLookAtIsUnknown() throws IOException {
        String missing = temporary.resolve("missing").toString();
        String data = Files.createDirectories(temporary.resolve("data/pg_wal/archive_status"))
                .getParent()
                .getParent()
                .toString();

        for (String primary : new String[] {missing, data}) {
            assertThat(complaint(
                            3,
                            "reconcile",
                            "--json",
                            "--registry",
                            registry.toString(),
                            "--primary",
                            primary,
                            "--archive",
                            missing))
                    .containsKeys("error", "hint")
                    .containsEntry("exit_status", "3");
        }
    }

    @Test
    void whatFollowsTheEndOfTheOptionsAsksForNothing() {
        assertThat(Invocation.of("confirm", "--", "--json").err()).startsWith("walsafe confirm: ");
    }

    private Map<String, String> complaint(int status, String... words) throws IOException {
        Invocation invocation = Invocation.of(words);
        assertThat(invocation.status()).isEqualTo(status);
        assertThat(invocation.err()).hasLineCount(1);
        return fields(invocation.err());
    }

    private static Map<String, String> fields(String line) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                json.nextToken();
                fields.put(json.currentName(), json.getText());
            }
            assertThat(json.currentToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(json.nextToken()).isNull();
        }
        return fields;
    }
}
