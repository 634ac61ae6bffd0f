package org.walsafe.host;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFlushTest {

    @TempDir
    Path root;

    @Test
    void flushesFilesAndDirectories() throws IOException {
        Path directory = Files.createDirectory(root.resolve("a $(b) 'c'"));
        Path file = Files.createFile(directory.resolve("-f"));

        assertThatCode(() -> HostFlush.flush(
                        new LocalHost(), List.of(HostPath.of(file.toString()), HostPath.of(directory.toString()))))
                .doesNotThrowAnyException();
    }

    @Test
    void saysWhatCouldNotBeFlushed() {
        HostPath missing = HostPath.of(root.resolve("missing").toString());

        assertThatThrownBy(() -> HostFlush.flush(new LocalHost(), List.of(missing)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'sync' on localhost, for " + missing)
                .hasMessageContaining("ended with exit status 1: sync: ");
    }
}
