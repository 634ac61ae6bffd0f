package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.FaultyHost;

class ServerBacklogTest {

    @TempDir
    Path root;

    private final FaultyHost host = new FaultyHost(new LocalHost());
    private ServerFolder server;
    private ServerBacklog backlog;

    @BeforeEach
    void makeAServer() throws IOException {
        server = new ServerFolder(root);
        backlog = new ServerBacklog(host, HostPath.of(server.data.toString()), InstantSource.fixed(Questions.NOW));
    }

    @Test
    void isEmptyWhereNothingWaits() throws IOException {
        Backlog read = backlog.read();

        assertThat(read.waiting()).isZero();
        assertThat(read.oldestSince()).isEmpty();
        assertThat(read.freeBytes().orElseThrow()).isBetween(1L, root.toFile().getTotalSpace());
    }

    @Test
    void countsWhatWaitsAndSaysSinceWhen() throws IOException {
        for (String name : new String[] {"0000000100000000000000A2", "0000000100000000000000A1"}) {
            Path ready = Files.createFile(server.data.resolve("pg_wal/archive_status/" + name + ".ready"));
            Files.setLastModifiedTime(ready, FileTime.from(Questions.NOW.minusSeconds(name.endsWith("1") ? 90 : 30)));
        }
        Files.createFile(server.data.resolve("pg_wal/archive_status/0000000100000000000000A0.done"));

        Backlog read = backlog.read();

        assertThat(read.waiting()).isEqualTo(2);
        assertThat(read.oldestAge(Questions.NOW).orElseThrow()).hasSeconds(90);
    }

    @Test
    void cannotBeReadWhereNobodyCanLook() throws IOException {
        host.failAfter(0);
        assertThatIOException().isThrownBy(backlog::read);
        host.failAfter(Long.MAX_VALUE);

        Files.delete(server.data.resolve("pg_wal/archive_status"));
        assertThatIOException().isThrownBy(backlog::read);
    }

    @Test
    void readsWhatDfSays() throws IOException {
        assertThat(
                        DiskSpace.freeBytes(
                                """
                        Filesystem     1024-blocks     Used Available Capacity Mounted on
                        /dev/vda         263180588 26913196 222830872      11% /
                        """))
                .isEqualTo(222830872L * 1024);
        assertThat(
                        DiskSpace.freeBytes(
                                """
                        Filesystem 1024-blocks Used Available Capacity Mounted on
                        //nas/my share 100 100 0 100% /mnt/7 8 9 1% x
                        """))
                .isZero();
        assertThat(DiskSpace.freeBytes("h\n/dev/sda1 100 96 -4 104% /\n")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Filesystem 1024-blocks Used Available Capacity Mounted on\n", "proc 0 0 0 - /proc\n", "\0"})
    void doesNotGuessWhatDfDoesNotSay(String answer) {
        assertThatIOException().isThrownBy(() -> DiskSpace.freeBytes(answer)).withMessageContaining("df");
    }
}
