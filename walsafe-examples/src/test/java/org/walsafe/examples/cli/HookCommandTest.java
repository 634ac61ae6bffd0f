package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

class HookCommandTest {

    private static final SegmentName SEGMENT = SegmentName.parse("0000000100000000000000A1");
    private static final int RETRY = 1;
    private static final int GIVE_UP = 62;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path temporary;

    private Path registry;
    private Path stored;

    @BeforeEach
    void archive() throws IOException {
        registry = Files.createDirectory(
                temporary.resolve("wal_safe_dir"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path directory = Files.createDirectories(temporary.resolve("main/wals/0000000100000000"));
        stored = Files.write(
                directory.resolve(SEGMENT.text()),
                WalFixtures.segment(SEGMENT, SystemIdentifier.parse("17"), PostgresMajor.V15, SegmentSize.SMALLEST));
        environment.putAll(Map.of(
                "BARMAN_HOOK", "archive_retry_script",
                "BARMAN_PHASE", "post",
                "BARMAN_RETRY", "1",
                "BARMAN_SERVER", "main",
                "BARMAN_SEGMENT", SEGMENT.text(),
                "BARMAN_FILE", stored.toString(),
                "BARMAN_ERROR", ""));
    }

    @Test
    void confirmsWhatBarmanHasArchived() {
        assertThat(run("--registry", registry.toString())).isZero();

        assertThat(out()).isEqualTo(SEGMENT + " is confirmed\n");
        assertThat(err()).isEmpty();
        assertThat(registry.resolve(SEGMENT + ".done"))
                .content()
                .contains("system_identifier=17", "evidence=archived", "confirmed_by=barman:main@");
    }

    @Test
    void saysItInJson() {
        assertThat(run("--json", "--registry", registry.toString())).isZero();

        assertThat(out())
                .isEqualTo("{\"outcome\":\"confirmed\",\"exit\":0,\"message\":\"" + SEGMENT + " is confirmed\"}\n");
    }

    @Test
    void givesUpOnWhatBarmanCouldNotArchive() {
        environment.put("BARMAN_ERROR", "[Errno 13] Permission denied: 'x'");

        assertGivesUp("Barman could not archive " + SEGMENT, "--registry", registry.toString());
    }

    @Test
    void givesUpOnADifferingDuplicate() {
        environment.put("BARMAN_ERROR", "DuplicateWalFile:WalFileInfo()");

        assertGivesUp("with other content", "--registry", registry.toString());
    }

    @Test
    void givesUpOnADamagedFile() throws IOException {
        Files.writeString(stored, "XX");

        assertGivesUp(stored.toString(), "--registry", registry.toString());
    }

    @Test
    void explainsWhyItIsNoPlainPostScript() {
        environment.put("BARMAN_HOOK", "archive_script");
        environment.put("BARMAN_RETRY", "0");

        assertGivesUp("BARMAN_ERROR to post_archive_retry_script only", "--registry", registry.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--nonsense",
                "--registry",
                "--when-unreachable never",
                "--registry /tmp operand",
                "--json --json"
            })
    void givesUpOnWrongArguments(String line) {
        assertGivesUp("--help", line.isEmpty() ? new String[0] : line.split(" "));
    }

    @Test
    void givesUpWhereTheDirectoryCannotBeARegistry() throws IOException {
        Files.setPosixFilePermissions(registry, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertGivesUp("chmod 0700", "--registry", registry.toString());
    }

    /** Nobody listens at port 1. */
    @Test
    void tellsBarmanWhatItWasToldWhereTheRegistryCannotBeReached() {
        String[] away = {"--registry", "ssh://nobody@localhost:1/safe", "--when-unreachable", "retry"};
        assertThat(run(away)).isEqualTo(RETRY);
        assertThat(err()).hasLineCount(1);

        away[3] = "give-up";
        assertThat(run(away)).isEqualTo(GIVE_UP);
    }

    private void assertGivesUp(String reason, String... words) {
        assertThat(run(words)).isEqualTo(GIVE_UP);
        assertThat(err()).contains(reason).startsWith("walsafe hook: ").hasLineCount(1);
        assertThat(out()).isEmpty();
        assertThat(registry).isEmptyDirectory();
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        return HookCommand.run(words, environment, new Terminal(stream(out), stream(err)));
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
