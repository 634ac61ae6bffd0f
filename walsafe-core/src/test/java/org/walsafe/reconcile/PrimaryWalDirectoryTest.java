package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

class PrimaryWalDirectoryTest {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000003");

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    private static final ContentDigest DIGEST = new ContentDigest(CONTENT.length, Sha256.of(CONTENT));

    @TempDir
    Path root;

    private Path data;

    @BeforeEach
    void makeDataDirectory() throws IOException {
        data = root.resolve("it's a\n$(data) directory");
        Files.createDirectories(data.resolve("pg_wal"));
        Files.write(data.resolve("pg_wal").resolve(SEGMENT.text()), CONTENT);
    }

    @Test
    void digestsWhereTheFileIs() throws IOException {
        ScriptedHost host = new ScriptedHost();

        assertThat(primary(host).digest(SEGMENT)).contains(DIGEST);
        assertThat(host.commands).singleElement().satisfies(words -> assertThat(words)
                .startsWith("sha256sum"));
    }

    @Test
    void readsTheFileWhereTheHostCannotDigestAndAsksItOnlyOnce() throws IOException {
        ScriptedHost host = new ScriptedHost();
        host.result = new CommandResult(new CommandEnding.Exited(127), "sh: sha256sum: not found");
        PrimaryWal primary = primary(host);

        assertThat(primary.digest(SEGMENT)).contains(DIGEST);
        assertThat(primary.digest(SEGMENT)).contains(DIGEST);
        assertThat(host.commands).hasSize(1);
    }

    @Test
    void readsTheFileWhereTheCommandFailsOrTalksNonsense() throws IOException {
        ScriptedHost host = new ScriptedHost();
        host.result = new CommandResult(new CommandEnding.Signalled("KILL"), "");
        assertThat(primary(host).digest(SEGMENT)).contains(DIGEST);

        host.result = new CommandResult(new CommandEnding.Exited(0), "");
        host.output = "hello\n";
        assertThat(primary(host).digest(SEGMENT)).contains(DIGEST);
    }

    @Test
    void whatPostgresqlNoLongerHasIsEmpty() throws IOException {
        WalFileName gone = WalFileName.parse("000000010000000000000004");

        assertThat(primary(new LocalHost()).digest(gone)).isEmpty();
        assertThat(primary(new LocalHost()).open(gone)).isEmpty();
    }

    @Test
    void aWrongDataDirectoryIsNotAMissingFile() throws IOException {
        PrimaryWal primary = new PrimaryWalDirectory(new LocalHost(), HostPath.of(root.toString()));

        assertThatThrownBy(() -> primary.digest(SEGMENT)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> primary.open(SEGMENT)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void opensTheFile() throws IOException {
        try (InputStream in = primary(new LocalHost()).open(SEGMENT).orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        }
    }

    private PrimaryWal primary(Host host) {
        return new PrimaryWalDirectory(host, HostPath.of(data.toString()));
    }

    /** The local host, with its own idea of what commands say where {@link #result} is not a success. */
    private static final class ScriptedHost implements Host {

        private final Host local = new LocalHost();
        private final List<List<String>> commands = new ArrayList<>();
        private CommandResult result = new CommandResult(new CommandEnding.Exited(0), "");
        private String output = "";

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public CommandResult run(Command command, OutputStream stdout) throws IOException {
            commands.add(command.words());
            if (result.succeeded() && output.isEmpty()) {
                return local.run(command, stdout);
            }
            stdout.write(output.getBytes(StandardCharsets.US_ASCII));
            return result;
        }

        @Override
        public HostFiles files() {
            return local.files();
        }

        @Override
        public void close() {
            local.close();
        }
    }
}
