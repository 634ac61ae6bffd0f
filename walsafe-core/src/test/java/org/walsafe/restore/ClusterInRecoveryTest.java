package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

class ClusterInRecoveryTest {

    private static final long IDENTIFIER = 7361234567890123456L;

    private final LocalHost host = new LocalHost();

    @TempDir
    private Path dataDirectory;

    @AfterEach
    void closeHost() {
        host.close();
    }

    private ClusterInRecovery read() throws IOException {
        return ClusterInRecovery.in(host.files(), new HostPath(dataDirectory.toString()));
    }

    private void control(int version, int catalogVersion, int segmentSizeOffset, int segmentSize) throws IOException {
        ByteBuffer control = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
        control.putLong(IDENTIFIER).putInt(version).putInt(catalogVersion).putInt(segmentSizeOffset, segmentSize);
        Files.createDirectories(dataDirectory.resolve("global"));
        Files.write(dataDirectory.resolve("global/pg_control"), control.array());
    }

    @ParameterizedTest
    @CsvSource({
        "922, 201204301, 180, SKIPS_LAST_SEGMENT",
        "937, 201306121, 204, CONTINUOUS",
        "942, 201409291, 212, CONTINUOUS",
        "942, 201510051, 228, CONTINUOUS",
        "960, 201608131, 228, CONTINUOUS",
        "1002, 201707211, 228, CONTINUOUS",
        "1100, 201809051, 220, CONTINUOUS",
        "1201, 201909212, 228, CONTINUOUS",
        "1300, 202209061, 228, CONTINUOUS",
        "1700, 202406281, 228, CONTINUOUS",
        "1800, 202506291, 228, CONTINUOUS"
    })
    void theControlFileOfEveryVersionTellsTheCluster(
            int version, int catalogVersion, int offset, SegmentNumbering numbering) throws IOException {
        control(version, catalogVersion, offset, 1 << 26);

        assertThat(read().systemIdentifier()).contains(new SystemIdentifier(IDENTIFIER));
        assertThat(read().geometry().segmentSize()).isEqualTo(SegmentSize.of(1 << 26));
        assertThat(read().geometry().numbering()).isEqualTo(numbering);
    }

    @Test
    void aControlFileOfAnotherLayoutIsNotGuessedAt() throws IOException {
        control(2500, 203001011, 300, 1 << 24);

        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of a version that is not known (2500)");
    }

    @Test
    void aTornControlFileIsAnError() throws IOException {
        Files.createDirectories(dataDirectory.resolve("global"));
        Files.write(dataDirectory.resolve("global/pg_control"), new byte[100]);

        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("ends after 100 bytes");
    }
}
