package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryWakeUpTest {

    private static final String SEGMENT = "000000010000000000000003";

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path wals;

    private DirectoryWakeUp wakeUp;

    @BeforeEach
    void watch() throws IOException {
        wakeUp = new DirectoryWakeUp(List.of(wals));
    }

    @AfterEach
    void close() {
        wakeUp.close();
    }

    @Test
    void wakesWhenAWalFileAppears() throws Exception {
        Files.createFile(wals.resolve("00000002.history"));

        assertThat(wakeUp.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);
        assertThat(wakeUp.await(SHORT)).isEqualTo(WakeUp.Cause.TIMEOUT);
    }

    @Test
    void wakesForARenamedFileAndNotForTheOneThatIsBeingWritten() throws Exception {
        Path written = Files.createFile(wals.resolve(SEGMENT + ".tmp"));
        assertThat(wakeUp.await(SHORT)).isEqualTo(WakeUp.Cause.TIMEOUT);

        Files.move(written, wals.resolve(SEGMENT), StandardCopyOption.ATOMIC_MOVE);
        assertThat(wakeUp.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);
    }

    @Test
    void wakesWhenPostgresqlBeginsToWaitAndNotWhenItEnds() throws Exception {
        Path ready = Files.createFile(wals.resolve(SEGMENT + ".ready"));
        assertThat(wakeUp.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);

        Files.move(ready, wals.resolve(SEGMENT + ".done"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(wakeUp.await(SHORT)).isEqualTo(WakeUp.Cause.TIMEOUT);
    }

    @Test
    void wakesForFilesInDirectoriesThatAppear() throws Exception {
        Path first = Files.createDirectory(wals.resolve("0000000100000000"));
        assertThat(wakeUp.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);

        Files.createFile(first.resolve(SEGMENT));
        assertThat(wakeUp.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);
    }

    @Test
    void watchesTheNewestOfTheDirectoriesThatAreThere(@TempDir Path archive) throws Exception {
        for (int log = 0; log < 40; log++) {
            Files.createDirectory(archive.resolve(String.format("00000001%08X", log)));
        }
        try (DirectoryWakeUp full = new DirectoryWakeUp(List.of(archive))) {
            Files.createFile(archive.resolve("0000000100000000").resolve(SEGMENT));
            assertThat(full.await(SHORT)).isEqualTo(WakeUp.Cause.TIMEOUT);

            Files.createFile(archive.resolve("0000000100000027").resolve("000000010000002700000003"));
            assertThat(full.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);

            Path next = Files.createDirectory(archive.resolve("0000000100000028"));
            assertThat(full.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);
            Files.createFile(next.resolve("000000010000002800000003"));
            assertThat(full.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);
        }
    }

    @Test
    void takesALossOfEventsForAChange() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            Files.createFile(wals.resolve("noise" + i));
        }

        assertThat(wakeUp.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);
    }

    @Test
    void looksForADirectoryThatIsMissing(@TempDir Path root) throws Exception {
        Path late = root.resolve("late");
        try (DirectoryWakeUp patient = new DirectoryWakeUp(List.of(late))) {
            assertThat(patient.await(SHORT)).isEqualTo(WakeUp.Cause.TIMEOUT);
            Files.createDirectory(late);
            assertThat(patient.await(SHORT)).isEqualTo(WakeUp.Cause.TIMEOUT);

            Files.createFile(late.resolve(SEGMENT));
            assertThat(patient.await(LONG)).isEqualTo(WakeUp.Cause.CHANGE);
        }
    }

    @Test
    void noChangeEndsAPause() throws Exception {
        Files.createFile(wals.resolve(SEGMENT));

        assertThat(wakeUp.pause(SHORT)).isEqualTo(WakeUp.Cause.TIMEOUT);
        assertThat(wakeUp.await(LONG)).as("what changed meanwhile").isEqualTo(WakeUp.Cause.CHANGE);
    }

    @Test
    void closingEndsEveryWait() throws Exception {
        CompletableFuture<WakeUp.Cause> waiting = inAnotherThread(() -> wakeUp.await(LONG));
        wakeUp.close();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(WakeUp.Cause.CLOSED);
        assertThat(wakeUp.await(LONG)).isEqualTo(WakeUp.Cause.CLOSED);
        assertThat(wakeUp.pause(LONG)).isEqualTo(WakeUp.Cause.CLOSED);
    }

    private interface Waiting {
        WakeUp.Cause get() throws InterruptedException;
    }

    private static CompletableFuture<WakeUp.Cause> inAnotherThread(Waiting waiting) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return waiting.get();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }
}
