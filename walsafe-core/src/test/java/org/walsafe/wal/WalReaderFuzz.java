package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.walsafe.tck.SyntheticWal;

/** Whole segments of every version, with bytes overwritten here and there, and cut. */
class WalReaderFuzz {

    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000000000001");
    private static final Map<PostgresMajor, byte[]> SEGMENTS = new EnumMap<>(PostgresMajor.class);

    @FuzzTest(maxDuration = "2s")
    void anySegmentIsReadToAnOutcome(FuzzedDataProvider input) throws IOException {
        byte[] segment = SEGMENTS.computeIfAbsent(input.pickValue(PostgresMajor.values()), WalReaderFuzz::segment)
                .clone();
        int changes = input.consumeInt(0, 8);
        for (int i = 0; i < changes; i++) {
            int at = input.consumeInt(0, 4 * 8192);
            byte[] bytes = input.consumeBytes(input.consumeInt(1, 64));
            System.arraycopy(bytes, 0, segment, at, bytes.length);
        }
        byte[] file =
                Arrays.copyOf(segment, input.consumeInt(0, 1) == 0 ? segment.length : input.consumeInt(0, 40_000));

        SegmentReading reading = new WalReader().read(SEGMENT, new ByteArrayInputStream(file));

        assertThat(reading).isNotNull();
    }

    private static byte[] segment(PostgresMajor major) {
        SyntheticWal log =
                new SyntheticWal(major, new SystemIdentifier(0x1234_5678_9abc_def0L), SegmentSize.SMALLEST, SEGMENT);
        for (int i = 0; i < 12; i++) {
            log.record(new byte[700 * i]);
        }
        log.switchSegment();
        return log.files().get(SEGMENT);
    }
}
