package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;

class PutWalTest {

    private static final String SEGMENT = "000000010000000000000001";

    private final LocalHost here = new LocalHost();
    private final FakeIncoming barman = new FakeIncoming();
    private final PutWal put = new PutWal(barman, List.of("barman", "--config", "/etc/b"), "main");

    @TempDir
    private Path directory;

    @AfterEach
    void closeHost() {
        here.close();
    }

    private HostPath file(byte[] content) throws IOException {
        return new HostPath(Files.write(directory.resolve(SEGMENT), content).toString());
    }

    @Test
    void theFileAndItsChecksumArriveByteForByte() throws Exception {
        byte[] content = new byte[1 << 20];
        content[7] = 9;

        assertThat(put.send(here.files(), file(content))).isEqualTo(new PutWalOutcome.Sent());
        assertThat(barman.commands).containsExactly(List.of("barman", "--config", "/etc/b", "put-wal", "main"));
        assertThat(barman.incoming.get(SEGMENT)).isEqualTo(content);
        assertThat(barman.sums)
                .isEqualTo(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                        + " *" + SEGMENT + "\n");
    }

    @Test
    void aBarmanThatKnowsOnlyMd5GetsIt() throws Exception {
        barman.knownSums = "MD5SUMS";

        assertThat(put.send(here.files(), file(new byte[8192]))).isEqualTo(new PutWalOutcome.Sent());
        assertThat(barman.commands).hasSize(2);
        assertThat(barman.sums).hasSize(32 + 2 + SEGMENT.length() + 1);
    }

    @Test
    void theSameAgainIsSuccessAndAnotherContentIsNot() throws Exception {
        put.send(here.files(), file(new byte[8192]));
        assertThat(put.send(here.files(), file(new byte[8192]))).isEqualTo(new PutWalOutcome.AlreadyThere());

        assertThat(put.send(here.files(), file(new byte[8193])))
                .isInstanceOfSatisfying(PutWalOutcome.Refused.class, refused -> assertThat(refused.reason())
                        .contains("ended with exit status 1", "already existing file"));
    }

    @Test
    void onlyWalFilesThatAreThereAreSent() {
        assertThatThrownBy(() -> put.send(here.files(), new HostPath(directory + "/" + SEGMENT)))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> put.send(here.files(), new HostPath(directory + "/passwd")))
                .hasMessageContaining("passwd");
        assertThatThrownBy(() -> new PutWal(barman, List.of("barman"), "--all"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Takes what {@code put-wal} is sent, as Barman 3.4.0 was heard to. */
    private static final class FakeIncoming implements Host {

        private final List<List<String>> commands = new ArrayList<>();
        private final Map<String, byte[]> incoming = new LinkedHashMap<>();
        private String knownSums = "SHA256SUMS";
        private String sums = "";

        @Override
        public String name() {
            return "backup";
        }

        @Override
        public CommandResult run(Command command, OutputStream stdout) throws IOException {
            commands.add(command.words());
            if (command.words().contains("get-wal")) {
                stdout.write(incoming.get(SEGMENT));
                return ended(0, "");
            }
            ByteArrayOutputStream stdin = new ByteArrayOutputStream();
            command.stdin().writeTo(stdin);
            TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(stdin.toByteArray()));
            TarArchiveEntry file = tar.getNextEntry();
            byte[] content = tar.readAllBytes();
            TarArchiveEntry list = tar.getNextEntry();
            if (!list.getName().equals(knownSums)) {
                return ended(1, "ERROR: Missing checksum for file '" + list.getName() + "'\n");
            }
            if (incoming.containsKey(file.getName())) {
                return ended(1, "ERROR: Impossible to write already existing file '" + file.getName() + "'\n");
            }
            incoming.put(file.getName(), content);
            sums = new String(tar.readAllBytes(), StandardCharsets.US_ASCII);
            return ended(0, "");
        }

        private static CommandResult ended(int status, String stderr) {
            return new CommandResult(new CommandEnding.Exited(status), stderr);
        }

        @Override
        public HostFiles files() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
