package org.walsafe.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellWorkTest {

    @TempDir
    private Path directory;

    @Test
    void runsAsOftenAsItIsTold() throws Exception {
        ShellWork.of(directory, "echo run >>log").after("echo before >>log").run(3);

        assertThat(directory.resolve("log")).content().isEqualTo("before\nrun\n".repeat(3));
    }

    @Test
    void aRunThatFailsIsNoMeasurement() {
        assertThatThrownBy(() -> ShellWork.of(directory, "exit 7").run(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended with 7");
    }
}
