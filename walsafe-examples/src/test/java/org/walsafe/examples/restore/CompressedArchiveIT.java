package org.walsafe.examples.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.codec.WalCodec;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.tck.RequiresRealPart;

/** A real server comes back from a plain directory, however its files are compressed. */
@RequiresRealPart("setpriv")
class CompressedArchiveIT {

    private static ArchivedHistory history;

    @TempDir
    private Path directory;

    @BeforeAll
    static void archive() throws Exception {
        history = ArchivedHistory.of(PostgresRelease.V15_19, 3);
    }

    @AfterAll
    static void remove() {
        history.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"XZ", "ZSTD", "LZ4", "SNAPPY"})
    void aPointInTimeRecoveryHasEveryRow(WalCodec codec) throws Exception {
        for (Path segment : history.segments()) {
            encode(codec, segment, directory.resolve(segment.getFileName()));
        }
        ArchivedHistory.SERVER_USER.own(directory);
        String command = System.getProperty("walsafe.home") + "/bin/walsafe restore --archive " + directory + " %f %p";
        try (EmbeddedPostgres server = history.recovering(command)) {
            server.start();

            assertThat(ArchivedHistory.rowsOnceOpen(server)).isEqualTo(history.rows());
        }
    }

    private static void encode(WalCodec codec, Path from, Path to) throws IOException {
        try (OutputStream file = Files.newOutputStream(to);
                OutputStream encoder = codec.encode(file, 1)) {
            Files.copy(from, encoder);
        }
        ArchivedHistory.SERVER_USER.own(to);
    }
}
