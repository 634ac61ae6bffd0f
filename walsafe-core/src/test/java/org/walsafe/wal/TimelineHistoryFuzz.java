package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class TimelineHistoryFuzz {

    private static final TimelineHistoryName NAME = (TimelineHistoryName) WalFileName.parse("00000007.history");

    @FuzzTest(maxDuration = "2s")
    void anyContentIsAHistoryOrAnError(byte[] content) {
        TimelineHistory history;
        try {
            history = TimelineHistory.parse(NAME, content);
        } catch (InvalidTimelineHistoryException none) {
            return;
        }
        assertThat(history.entries())
                .allSatisfy(entry -> assertThat(entry.parent()).isLessThan(NAME.timeline()));
    }
}
