package org.walsafe.examples.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/** {@code walsafe push} to a real Barman over a real sshd, beside {@code barman-wal-archive}. */
@RequiresRealPart({"barman", "barman-wal-archive", "pg_receivewal", "sshd", "ssh-keygen", "setpriv"})
class PushIT {

    private static final Account USER = ArchivedHistory.SERVER_USER;
    private static final List<String> PUSH = List.of(System.getProperty("walsafe.home") + "/bin/walsafe", "push");

    private static BarmanOverSsh barman;
    private static Path directory;

    @BeforeAll
    static void start() throws IOException {
        barman = BarmanOverSsh.start("gzip");
        directory = USER.temporaryDirectory("walsafe-push");
    }

    @AfterAll
    static void end() throws IOException {
        barman.close();
        PathUtils.deleteDirectory(directory);
    }

    private static byte[] content(String name, long cluster) {
        return WalFixtures.segment(
                SegmentName.parse(name), new SystemIdentifier(cluster), PostgresMajor.V15, SegmentSize.DEFAULT);
    }

    private static Path segment(String name, long cluster) throws IOException {
        Path file = Files.write(directory.resolve(name), content(name, cluster));
        USER.own(file);
        return file;
    }

    private static Program push(Path file, String... options) {
        List<String> words = new ArrayList<>(PUSH);
        words.addAll(List.of(options));
        words.addAll(Arrays.asList(barman.options().split(" ")));
        words.add(file.toString());
        return run(words);
    }

    private static Program run(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(USER.running(words)).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return Program.run(builder);
    }

    private static Path arrived(String name) {
        return barman.barman().incoming().resolve(name);
    }

    @Test
    void barmanHasTheSegmentAndArchivesIt() throws Exception {
        String name = "000000010000000000000001";

        assertThat(push(segment(name, 1))).isEqualTo(new Program(0, ""));
        assertThat(arrived(name)).hasBinaryContent(content(name, 1));
        barman.barman().archive();
        assertThat(barman.barman().archived()).contains(name);
    }

    @Test
    void theSameAgainIsASuccess() throws Exception {
        String name = "000000010000000000000002";
        Path file = segment(name, 1);

        assertThat(push(file).status()).isZero();
        assertThat(push(file).status()).isZero();
        assertThat(arrived(name)).hasBinaryContent(content(name, 1));
    }

    @Test
    void anotherContentIsRefusedAndTheFirstStays() throws Exception {
        String name = "000000010000000000000003";
        assertThat(push(segment(name, 1)).status()).isZero();

        Program other = push(segment(name, 2));
        assertThat(other.status()).isBetween(1, 125);
        assertThat(other.output()).contains(name);
        assertThat(arrived(name)).hasBinaryContent(content(name, 1));
    }

    @Test
    void bothProgramsSendTheSameAndFindWhatTheOtherSent() throws Exception {
        String name = "000000010000000000000004";
        Path file = segment(name, 1);
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path ssh = Files.writeString(
                bin.resolve("ssh"),
                "#!/bin/sh\nexec " + RealParts.path("ssh") + " -F " + barman.sshConfiguration() + " \"$@\"\n");
        Program.require("chmod", "755", ssh.toString(), bin.toString());
        List<String> words = List.of(
                "env",
                "PATH=" + bin + ":/usr/bin:/bin",
                RealParts.path("barman-wal-archive").toString(),
                "-U",
                barman.barman().account().name(),
                "-c",
                barman.barman().configuration().toString(),
                "backup",
                RealBarman.SERVER,
                file.toString());

        assertThat(run(words).status()).isZero();
        assertThat(arrived(name)).hasBinaryContent(content(name, 1));
        assertThat(push(file, "--md5").status()).isZero();

        Files.delete(arrived(name));
        assertThat(push(file, "--md5").status()).isZero();
        assertThat(arrived(name)).hasBinaryContent(content(name, 1));
        assertThat(run(words).status()).isEqualTo(1); // Barman 3.4.0 refuses what it has
    }

    @Test
    void theTestSaysWhetherBarmanCanBeReached() throws Exception {
        String name = "000000010000000000000005";

        assertThat(push(segment(name, 1), "--test").status()).isZero();
        assertThat(arrived(name)).doesNotExist();
    }
}
