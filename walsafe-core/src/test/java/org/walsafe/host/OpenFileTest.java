package org.walsafe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFileTest {

    @TempDir
    private Path directory;

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Test
    void leadsToTheOpenFileAlsoByWayOfALinkToItsDirectory() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("d")));
        Path file = link.resolve(".walsafe-1");

        try (FileChannel open = create(file)) {
            assertThat(open.isOpen()).isTrue();
            assertThat(Files.isSameFile(OpenFile.named(file), file)).isTrue();
        }
    }

    @Test
    void aHardLinkInItsPlaceIsNotTakenForIt() throws IOException {
        Path file = directory.resolve(".walsafe-1");
        Path victim = Files.writeString(directory.resolve("shadow"), "root's");
        try (FileChannel open = create(file)) {
            assertThat(open.isOpen()).isTrue();
            Files.delete(file);
            Files.createLink(file, victim);

            assertThatThrownBy(() -> OpenFile.named(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("somebody else changes the directory");
        }
    }

    @Test
    void aFileOfAnotherNameIsNotTakenForIt() throws IOException {
        try (FileChannel open = create(directory.resolve(".walsafe-1"))) {
            assertThat(open.isOpen()).isTrue();
            assertThatThrownBy(() -> OpenFile.named(directory.resolve(".walsafe-2")))
                    .isInstanceOf(IOException.class);
        }
    }
}
