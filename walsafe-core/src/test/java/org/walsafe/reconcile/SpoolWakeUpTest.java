package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.barman.HookSpool;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;

@Timeout(60)
class SpoolWakeUpTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final String SEGMENT = "0000000100000000000000A1";

    @TempDir
    Path spool;

    private WakeUp wakeUp;

    @BeforeEach
    void watch() throws Exception {
        wakeUp = new SpoolWakeUp(
                new DirectoryWakeUp(List.of(spool)), new HookSpool(new LocalHost(), HostPath.of(spool.toString())));
    }

    @AfterEach
    void end() {
        wakeUp.close();
    }

    @Test
    void wakesForANameAndTakesIt() throws Exception {
        Files.createFile(spool.resolve(SEGMENT));

        assertThat(wakeUp.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);
        assertThat(spool).isEmptyDirectory();
        assertThat(wakeUp.await(SHORT)).isEqualTo(WakeUp.Cause.TIMEOUT);
    }

    @Test
    void findsWhatTheSystemDidNotTellOf() throws Exception {
        Path elsewhere = Files.createDirectory(spool.resolve("watched"));
        WakeUp deaf = new SpoolWakeUp(
                new DirectoryWakeUp(List.of(elsewhere)), new HookSpool(new LocalHost(), HostPath.of(spool.toString())));
        for (int i = 0; i < 1100; i++) {
            Files.createFile(spool.resolve(String.format("0000000100000000%08X", i)));
        }

        assertThat(deaf.await(SHORT)).isEqualTo(WakeUp.Cause.CHANGE);
        assertThat(spool).isDirectoryContaining(elsewhere::equals);
        try (var names = Files.list(spool)) {
            assertThat(names).hasSize(1);
        }
        deaf.close();
    }

    @Test
    void goesOnWithoutASpool() throws Exception {
        Files.delete(spool);

        assertThat(wakeUp.await(SHORT)).isEqualTo(WakeUp.Cause.TIMEOUT);
        assertThat(wakeUp.pause(SHORT)).isEqualTo(WakeUp.Cause.TIMEOUT);
        Files.createDirectory(spool);
    }

    @Test
    void takesNothingAnyMoreOnceClosed() throws Exception {
        wakeUp.close();
        Files.createFile(spool.resolve(SEGMENT));

        assertThat(wakeUp.await(LONG)).isEqualTo(WakeUp.Cause.CLOSED);
        assertThat(spool.resolve(SEGMENT)).exists();
    }
}
