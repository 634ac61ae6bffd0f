package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlFileTest {

    private static byte[] sample(String version) throws IOException {
        String name = "/control-samples/" + version + ".gz";
        try (InputStream in =
                new GZIPInputStream(Objects.requireNonNull(ControlFileTest.class.getResourceAsStream(name), name))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.3", "9.5", "9.6", "10", "12", "15", "18"})
    void readsWhatEveryVersionWrites(String version) throws IOException {
        ControlFile control = ControlFile.parse(sample(version));

        assertThat(control.systemIdentifier().initialisedAt()).asString().startsWith("2026-11-21");
        assertThat(control.major()).hasToString(version.equals("15") ? "13" : version);
        assertThat(control.blockSize()).isEqualTo(8192);
        assertThat(control.blocksPerFile()).isEqualTo(131_072);
        assertThat(control.segmentSize()).isEqualTo(SegmentSize.DEFAULT);
        assertThat(control.timeline()).isEqualTo(TimelineId.FIRST);
        assertThat(control.redo()).isEqualTo(control.checkpoint()).isGreaterThan(Lsn.parse("0/1000000"));
        assertThat(control.pageChecksums()).isEqualTo(1);
    }

    /** As {@code pg_controldata} 15 shows it. */
    @Test
    void readsThePositionsThatPostgresqlShows() throws IOException {
        ControlFile control = ControlFile.parse(sample("15"));

        assertThat(control.systemIdentifier()).hasToString("7710430704378539660");
        assertThat(control.checkpoint()).hasToString("0/1735868");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.3", "18"})
    void notesEveryFlippedBitOfItsFields(String version) throws IOException {
        byte[] whole = sample(version);
        int fields = version.equals("18") ? 296 : 232;
        for (int bit = 0; bit < fields * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(InvalidControlFileException.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> ControlFile.parse(flipped));
        }
    }

    @Test
    void refusesWhatIsNone() throws IOException {
        byte[] whole = sample("15");
        assertThatExceptionOfType(InvalidControlFileException.class)
                .isThrownBy(() -> ControlFile.parse(new byte[8192]))
                .withMessageContaining("version 0");
        assertThatExceptionOfType(InvalidControlFileException.class)
                .isThrownBy(() -> ControlFile.parse(Arrays.copyOf(whole, 100)))
                .withMessageContaining("100 bytes");
    }
}
