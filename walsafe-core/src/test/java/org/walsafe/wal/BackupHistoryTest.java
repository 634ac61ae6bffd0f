package org.walsafe.wal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.tck.WalSamples;
import org.walsafe.tck.WalSamples.Sample;
import org.walsafe.wal.BackupHistory.IncrementalFrom;
import org.walsafe.wal.BackupHistory.Place;

class BackupHistoryTest {

    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000000000002");

    private static final String START = "START WAL LOCATION: 0/2000028 (file 000000010000000000000002)\n";
    private static final String CHECKPOINT = "CHECKPOINT LOCATION: 0/2000060\n";

    private static BackupHistory parse(String content) {
        return BackupHistory.parse("backup_label", content.getBytes(UTF_8));
    }

    static Stream<Sample> samples() {
        return WalSamples.backupHistories();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsRealFiles(Sample sample) {
        BackupHistoryName name = (BackupHistoryName) sample.name();
        BackupHistory history = BackupHistory.parse(name.text(), sample.bytes());

        assertThat(history.start().segment()).isEqualTo(name.segment());
        assertThat(WalGeometry.DEFAULT.offsetOf(history.start().lsn())).isEqualTo(name.offset());
        assertThat(history.stop()).hasValueSatisfying(stop -> {
            assertThat(stop.segment()).isEqualTo(SEGMENT);
            assertThat(stop.lsn()).isGreaterThan(history.checkpoint());
        });
        assertThat(history.checkpoint()).isGreaterThan(history.start().lsn());
        assertThat(history.method()).hasValue("streamed");
        assertThat(history.from()).hasValue(sample.major().isAtLeast(PostgresMajor.V14) ? "primary" : "master");
        assertThat(history.startTime())
                .hasValueSatisfying(
                        time -> assertThat(time).startsWith("2026-11-20 ").endsWith(" UTC"));
        assertThat(history.stopTime()).isPresent();
        assertThat(history.label()).isPresent();
        assertThat(history.startTimeline().isPresent()).isEqualTo(sample.major().isAtLeast(PostgresMajor.V11));
        assertThat(history.stopTimeline()).isEqualTo(history.startTimeline());
        assertThat(history.incrementalFrom()).isEmpty();
    }

    @Test
    void hasSamplesFromOldestToNewest() {
        assertThat(samples()).hasSize(9).extracting(Sample::major).contains(PostgresMajor.V9_2, PostgresMajor.V18);
    }

    @Test
    void readsABackupLabelWhichKnowsNoEnd() {
        BackupHistory label = parse(START + CHECKPOINT + "BACKUP METHOD: pg_start_backup\nBACKUP FROM: standby\n"
                + "START TIME: 2026-11-20 20:13:44 CET\nLABEL: nightly: STOP TIME: none\nSTART TIMELINE: 3\n");

        assertThat(label.start()).isEqualTo(new Place(Lsn.parse("0/2000028"), SEGMENT));
        assertThat(label.stop()).isEmpty();
        assertThat(label.stopTime()).isEmpty();
        assertThat(label.from()).hasValue("standby");
        assertThat(label.label()).hasValue("nightly: STOP TIME: none");
        assertThat(label.startTimeline()).hasValue(TimelineId.of(3));
    }

    @Test
    void readsAnIncrementalBackupsLabel() {
        assertThat(parse(START + CHECKPOINT + "INCREMENTAL FROM LSN: 0/1000028\nINCREMENTAL FROM TLI: 1\n")
                        .incrementalFrom())
                .hasValue(new IncrementalFrom(Lsn.parse("0/1000028"), TimelineId.FIRST));
        assertThatThrownBy(() -> parse(START + CHECKPOINT + "INCREMENTAL FROM LSN: 0/1000028\n"))
                .isInstanceOf(InvalidBackupHistoryException.class)
                .hasMessageContaining("only half");
    }

    @Test
    void passesOverLinesOfLaterVersions() {
        assertThat(parse(START + CHECKPOINT + "PHASE OF THE MOON: full\n").checkpoint())
                .isEqualTo(Lsn.parse("0/2000060"));
    }

    @ParameterizedTest
    @CsvSource({"START WAL LOCATION:, false, true", "CHECKPOINT LOCATION:, true, false"})
    void demandsStartAndCheckpoint(String missing, boolean start, boolean checkpoint) {
        assertThatThrownBy(() -> parse((start ? START : "") + (checkpoint ? CHECKPOINT : "")))
                .isInstanceOf(InvalidBackupHistoryException.class)
                .hasMessage("\"backup_label\" has no line that begins with \"" + missing + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP WAL LOCATION: 0/2000100",
                "STOP WAL LOCATION: 0/2000100 (file 000000010000000000000002",
                "STOP WAL LOCATION: 0/2000100 (file 00000001000000000000000x)",
                "STOP WAL LOCATION: 02000100 (file 000000010000000000000002)",
                "START TIMELINE: 0",
                "START TIMELINE: x",
                "STOP TIMELINE: 4294967296",
                "INCREMENTAL FROM LSN: 1",
                "CHECKPOINT LOCATION: 0/2000060"
            })
    void refusesLinesOfAnotherFormAndTheSameLineTwice(String line) {
        assertThatThrownBy(() -> parse(START + CHECKPOINT + line + "\n"))
                .isInstanceOf(InvalidBackupHistoryException.class)
                .hasMessageStartingWith("\"backup_label\" has ");
    }

    @Test
    void refusesAFileOfUnreasonableSize() {
        assertThatThrownBy(() -> BackupHistory.parse("backup_label", new byte[BackupHistory.MAX_BYTES + 1]))
                .isInstanceOf(InvalidBackupHistoryException.class)
                .hasMessageContaining("65537 bytes");
    }
}
