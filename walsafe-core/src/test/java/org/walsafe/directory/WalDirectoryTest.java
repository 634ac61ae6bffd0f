package org.walsafe.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.wal.WalFileName;

class WalDirectoryTest {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000003");

    private final LocalHost host = new LocalHost();

    @TempDir
    private Path root;

    @AfterEach
    void closeHost() {
        host.close();
    }

    private WalDirectory directory() {
        return new WalDirectory(host, HostPath.of(root.toString()));
    }

    @Test
    void theFileThatIsNotCompressedIsPreferred() throws IOException {
        Files.write(root.resolve(SEGMENT + ".gz"), new byte[] {1});
        Files.write(root.resolve(SEGMENT.text()), new byte[] {1, 2});

        WalDirectory.Entry entry = directory().find(SEGMENT).orElseThrow();

        assertThat(entry.path()).isEqualTo(directory().path().child(SEGMENT.text()));
        assertThat(entry.status().size()).isEqualTo(2);
        assertThat(directory().open(entry)).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void aFileThatIsThereTwiceIsListedTwice() throws IOException {
        Files.createFile(root.resolve(SEGMENT + ".gz"));
        Files.createFile(root.resolve(SEGMENT.text()));
        Files.createFile(root.resolve("lost+found"));
        List<WalFileName> files = new ArrayList<>();
        List<String> strangers = new ArrayList<>();

        directory().list(files::add, strangers::add);

        assertThat(files).containsExactly(SEGMENT, SEGMENT);
        assertThat(strangers).containsExactly("lost+found");
    }

    @Test
    void aDirectoryThatIsNotThereIsNotAnEmptyOne() throws IOException {
        assertThat(directory().find(SEGMENT)).isEmpty();
        Files.delete(root);

        assertThatThrownBy(() -> directory().find(SEGMENT))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("the archive directory is not there");
        Files.createDirectory(root);
    }
}
