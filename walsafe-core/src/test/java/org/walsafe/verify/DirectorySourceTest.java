package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.codec.WalCodec;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.WalFileName;

class DirectorySourceTest {

    private static final String FIRST = "000000010000000000000001";

    private final LocalHost host = new LocalHost();

    @TempDir
    private Path directory;

    @AfterEach
    void closeHost() {
        host.close();
    }

    private ArchiveSource source() {
        return new DirectorySource(host, HostPath.of(directory.toString()));
    }

    private ArchiveReport verify() throws IOException {
        return new ArchiveVerifier(
                        ArchiveVerifierConfig.of(source()).withThreads(2).withTime(() -> ArchiveInMemory.NOW))
                .verify();
    }

    @ParameterizedTest
    @EnumSource(WalCodec.class)
    void segmentsMayHaveTheSuffixOfTheirCompression(WalCodec codec) throws IOException {
        for (Map.Entry<String, byte[]> file :
                ArchiveInMemory.of(PostgresMajor.V15, FIRST, 4).files.entrySet()) {
            try (OutputStream stored = Files.newOutputStream(directory.resolve(file.getKey() + codec.suffix()));
                    OutputStream encoded = codec.encode(stored, codec.levels().medium())) {
                encoded.write(file.getValue());
            }
        }

        ArchiveReport report = verify();

        assertThat(report.findings().kept()).isEmpty();
        assertThat(report.segments()).isEqualTo(4);
    }

    @Test
    void aSegmentThatIsThereTwiceCountsOnce() throws IOException {
        for (Map.Entry<String, byte[]> file :
                ArchiveInMemory.of(PostgresMajor.V15, FIRST, 3).files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
            Files.write(directory.resolve(file.getKey() + ".gz"), file.getValue());
        }

        ArchiveReport report = verify();

        assertThat(report.findings().kept()).isEmpty();
        assertThat(report.segments()).isEqualTo(3);
    }

    @Test
    void whatIsNotThereIsAbsent() throws IOException {
        WalFileName file = WalFileName.parse(FIRST);

        assertThat(source().find(file)).isEmpty();
        assertThatThrownBy(() -> source().open(file)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsNoRegularFileCannotBeLookedAt() throws IOException {
        Files.createDirectory(directory.resolve(FIRST));

        assertThatThrownBy(() -> source().find(WalFileName.parse(FIRST)))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("it is no regular file");
    }
}
