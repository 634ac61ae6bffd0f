package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.wal.WalFileName;

class DirectoryArchiveTest {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000003");

    @TempDir
    Path root;

    private Path directory;

    private WalArchive archive;

    @BeforeEach
    void open() throws IOException {
        directory = Files.createDirectory(root.resolve("archive"));
        archive = new DirectoryArchive(new LocalHost(), HostPath.of(directory.toString()));
    }

    @Test
    void opensAFileAsItIsStored() throws IOException {
        byte[] stored = {0x1f, (byte) 0x8b, 8, 0};
        Files.write(directory.resolve(SEGMENT.text()), stored);

        assertThat(archive.holds(SEGMENT)).isTrue();
        try (StoredWalFile file = archive.open(SEGMENT).orElseThrow()) {
            assertThat(file.stored().readAllBytes()).isEqualTo(stored);
            assertThat(file.storedSize()).isEqualTo(4);
            assertThat(file.location()).isEqualTo("localhost:" + directory + "/" + SEGMENT);
        }
    }

    @Test
    void aCompressedFileMayHaveTheSuffixOfItsCompression() throws IOException {
        Files.write(directory.resolve(SEGMENT + ".zst"), new byte[] {1, 2, 3});

        assertThat(archive.holds(SEGMENT)).isTrue();
        try (StoredWalFile file = archive.open(SEGMENT).orElseThrow()) {
            assertThat(file.storedSize()).isEqualTo(3);
            assertThat(file.location()).isEqualTo("localhost:" + directory + "/" + SEGMENT + ".zst");
        }
        archive.makeDurable(List.of(SEGMENT));
    }

    @Test
    void whatIsNotThereIsAbsent() throws IOException {
        assertThat(archive.holds(SEGMENT)).isFalse();
        assertThat(archive.open(SEGMENT)).isEmpty();
    }

    @Test
    void whatIsNoRegularFileIsNoWalFile() throws IOException {
        Files.createDirectory(directory.resolve(SEGMENT.text()));
        WalFileName linked = WalFileName.parse("00000002.history");
        Files.createSymbolicLink(directory.resolve(linked.text()), Files.createFile(root.resolve("elsewhere")));

        assertThat(archive.holds(SEGMENT)).isFalse();
        assertThat(archive.open(SEGMENT)).isEmpty();
        assertThat(archive.holds(linked)).isFalse();
        assertThat(archive.open(linked)).isEmpty();
    }

    @Test
    void anArchiveThatIsNotMountedIsNotAnEmptyOne() throws IOException {
        Files.delete(directory);

        assertThatThrownBy(() -> archive.holds(SEGMENT))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("the archive directory is not there");
        assertThatThrownBy(() -> archive.open(SEGMENT)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> archive.list(new Names())).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void listsWalFilesAndStrangers() throws IOException {
        Files.createFile(directory.resolve(SEGMENT.text()));
        Files.createFile(directory.resolve("00000002.history"));
        Files.createFile(directory.resolve("000000010000000000000004.gz"));
        Files.createFile(directory.resolve(SEGMENT + ".gz.partial"));
        Files.createFile(directory.resolve(SEGMENT + ".tmp"));
        Names names = new Names();

        archive.list(names);

        assertThat(names.files)
                .containsExactlyInAnyOrder(
                        SEGMENT, WalFileName.parse("00000002.history"), WalFileName.parse("000000010000000000000004"));
        assertThat(names.strangers).containsExactlyInAnyOrder(SEGMENT + ".gz.partial", SEGMENT + ".tmp");
    }

    @Test
    void aDirectoryDoesNotSayWhoseItIs() throws IOException {
        assertThat(archive.systemIdentifier()).isEmpty();
    }

    private static final class Names implements ArchiveVisitor {

        private final List<WalFileName> files = new ArrayList<>();
        private final List<String> strangers = new ArrayList<>();

        @Override
        public void walFile(WalFileName file) {
            files.add(file);
        }

        @Override
        public void stranger(String name) {
            strangers.add(name);
        }
    }
}
