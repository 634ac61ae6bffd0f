package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.tck.SyntheticWal;
import org.walsafe.tck.WalSamples;
import org.walsafe.tck.WalSamples.Sample;

class LogMarkTest {

    private static final Instant TIME = Instant.parse("2026-11-20T12:00:00.123456Z");

    @ParameterizedTest
    @EnumSource
    void commitsAndRestorePointsOfEveryVersionAreShown(PostgresMajor major) throws IOException {
        SegmentName first = SegmentName.parse("000000010000000000000001");
        SyntheticWal log =
                new SyntheticWal(major, SystemIdentifier.parse("7361234567890123456"), SegmentSize.SMALLEST, first);
        log.shutdownCheckpoint();
        Lsn commit = log.commit(TIME);
        log.record(new byte[8100]);
        Lsn point = log.restorePoint(TIME.plusSeconds(1), "before the upgrade");
        log.switchSegment();

        List<LogMark> marks = new ArrayList<>();
        WalReader reader = new WalReader(SegmentIdentityCheck.BY_NAME, marks::add);
        for (Map.Entry<SegmentName, byte[]> file : log.files().entrySet()) {
            reader.read(file.getKey(), new ByteArrayInputStream(file.getValue()));
        }

        assertThat(marks)
                .containsExactly(
                        new LogMark.Commit(commit, TIME),
                        new LogMark.RestorePoint(point, TIME.plusSeconds(1), "before the upgrade"));
    }

    @ParameterizedTest
    @EnumSource
    void realCommitsAreInTheOrderOfTime(PostgresMajor major) throws IOException {
        List<LogMark> marks = new ArrayList<>();
        WalReader reader = new WalReader(SegmentIdentityCheck.BY_NAME, marks::add);
        for (Sample sample : WalSamples.segments(major).toList()) {
            try (InputStream content = sample.open()) {
                reader.read((SegmentName) sample.name(), content);
            }
        }

        assertThat(marks).isNotEmpty().allSatisfy(mark -> {
            assertThat(mark).isInstanceOf(LogMark.Commit.class);
            assertThat(mark.time())
                    .isBetween(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));
        });
        assertThat(marks).extracting(LogMark::time).isSorted();
    }
}
