package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.walsafe.tck.WalSamples;
import org.walsafe.tck.WalSamples.Sample;
import org.walsafe.wal.SegmentReading.Complete;
import org.walsafe.wal.SegmentReading.Ending;
import org.walsafe.wal.SegmentReading.Rest;
import org.walsafe.wal.SegmentReading.Unfinished;

/** Reads what real servers wrote. */
class WalReaderSamplesTest {

    private static SegmentReading read(WalReader reader, Sample sample) throws IOException {
        try (InputStream content = sample.open()) {
            return sample.name() instanceof PartialSegmentName partial
                    ? reader.read(partial, content)
                    : reader.read((SegmentName) sample.name(), content);
        }
    }

    private static List<Complete> readPromoted(String... names) throws IOException {
        WalReader reader = new WalReader();
        List<Complete> readings = new ArrayList<>();
        for (String name : names) {
            SegmentReading reading = read(reader, WalSamples.promoted(name));
            assertThat(reading).isInstanceOf(Complete.class);
            readings.add((Complete) reading);
        }
        return readings;
    }

    /**
     * The counts of 15 are those of {@code pg_waldump --stats}, version 15.18, which WalDumpIT asks again; it reads no other
     * version. The others were counted by this reader, and are kept as a guard against change.
     */
    @ParameterizedTest
    @CsvSource({
        "V9_2, 21104, 4011, 8",
        "V9_3, 22169, 4011, 8",
        "V9_4, 14214, 6010, 8",
        "V9_5, 10058, 4011, 6",
        "V9_6, 6010, 6,",
        "V10, 2142, 6010, 6",
        "V11, 3575, 6010, 6",
        "V12, 2988, 6010, 6",
        "V13, 6028, 6,",
        "V14, 9534, 6028, 6",
        "V15, 6028, 6,",
        "V16, 6028, 6,",
        "V17, 6028, 7,",
        "V18, 13513, 6028, 7"
    })
    void everyVersionsSegmentsAreWholeAndLinked(PostgresMajor major, Long first, Long second, Long third)
            throws IOException {
        WalReader reader = new WalReader(SegmentIdentityCheck.BY_NAME
                .of(WalSamples.systemIdentifier(major))
                .writtenBy(major));
        List<Long> counts = new ArrayList<>();
        for (Sample sample : WalSamples.segments(major).toList()) {
            SegmentReading reading = read(reader, sample);

            assertThat(reading).isInstanceOfSatisfying(Complete.class, complete -> {
                assertThat(complete.ending()).isEqualTo(Ending.SWITCHED);
                assertThat(complete.strayTail()).isEmpty();
                counts.add(complete.records().count());
            });
        }
        assertThat(counts).isEqualTo(third == null ? List.of(first, second) : List.of(first, second, third));
    }

    /** Counts as by {@code pg_waldump --stats}, version 15.18, over this range. */
    @Test
    void followsARecordThatFillsWholeSegments() throws IOException {
        List<Complete> readings = readPromoted(
                "000000010000000000000024",
                "000000010000000000000025",
                "000000010000000000000026",
                "000000010000000000000027");

        assertThat(readings).extracting(reading -> reading.records().count()).containsExactly(888L, 0L, 0L, 1475L);
        assertThat(readings).extracting(Complete::ending).containsOnly(Ending.WITHIN_A_RECORD);
    }

    @Test
    void followsATimelineThatBeginsBetweenTwoSegments() throws IOException {
        List<Complete> readings = readPromoted("00000001000000000000002A", "00000002000000000000002B");

        assertThat(readings).extracting(Complete::ending).containsExactly(Ending.SWITCHED, Ending.WITHIN_A_RECORD);
        assertThat(readings.get(1).header().timeline()).isEqualTo(TimelineId.of(2));
    }

    @Test
    void followsATimelineThatBeginsWithinASegment() throws IOException {
        List<Complete> readings = readPromoted("000000020000000000000031", "000000030000000000000032");

        assertThat(readings.get(1).header().timeline()).isEqualTo(TimelineId.of(2));
        assertThat(readings.get(1).records().count()).isEqualTo(845);
    }

    @Test
    void findsTheEndOfAPartialSegmentInARecycledFileWhereTheHistorySaysIt() throws IOException {
        SegmentReading reading = read(new WalReader(), WalSamples.promoted("000000020000000000000032.partial"));
        TimelineHistory history = TimelineHistory.parse(
                new TimelineHistoryName(TimelineId.of(3)),
                WalSamples.promoted("00000003.history").bytes());

        assertThat(reading).isInstanceOfSatisfying(Unfinished.class, unfinished -> {
            assertThat(history.switchPointOf(TimelineId.of(2)))
                    .hasValue(new SwitchPoint.AtLsn(unfinished.records().end()));
            assertThat(unfinished.rest()).isEqualTo(Rest.BLANK);
        });
    }
}
