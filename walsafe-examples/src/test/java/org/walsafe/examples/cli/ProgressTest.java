package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.cli.Progress.Watched;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now;

    @ParameterizedTest
    @EnumSource(names = {"ERR", "BOTH"})
    void countsOnOneLineAndTakesItAway(Watched watched) {
        try (Progress progress = new Progress(err, watched, "files read", () -> now)) {
            progress.step();
            pass(400);
            progress.step();
            pass(100);
            progress.step();
            pass(200);
            progress.step();
        }

        assertThat(said()).isEqualTo("\r2 files read\r4 files read\r\u001b[K");
    }

    @Test
    void saysNothingOfWhatIsSoonDone() {
        try (Progress progress = new Progress(err, Watched.ERR, "files read", () -> now)) {
            for (int i = 0; i < 1000; i++) {
                progress.step();
            }
        }

        assertThat(said()).isEmpty();
    }

    @Test
    void saysNothingWhereNobodyWatches() {
        try (Progress progress = new Progress(err, Watched.NONE, "files read", () -> now)) {
            pass(10_000);
            progress.step();
        }

        assertThat(said()).isEmpty();
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
