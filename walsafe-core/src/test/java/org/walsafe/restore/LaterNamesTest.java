package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.walsafe.wal.WalFileName;

class LaterNamesTest {

    @ParameterizedTest
    @CsvSource({
        "000000020000000000000006, true",
        "000000020000000100000000, true",
        "000000020000000000000006.partial, true",
        "000000020000000000000006.00000028.backup, true",
        "000000020000000000000005, false",
        "000000020000000000000005.partial, false",
        "000000020000000000000004, false",
        "000000010000000000000006, false",
        "000000030000000000000006, false",
        "00000003.history, false",
        "xlog.db, false"
    })
    void forASegmentItIsALaterOneOfItsTimeline(String name, boolean later) {
        assertThat(LaterNames.isLater(name, WalFileName.parse("000000020000000000000005")))
                .isEqualTo(later);
    }

    @ParameterizedTest
    @CsvSource({
        "000000020000000000000001, true",
        "00000003.history, true",
        "00000002.history, false",
        "000000010000000000000009, false",
        "000000030000000000000009, false"
    })
    void forAHistoryItIsAFileOfItsTimelineOrTheHistoryOfANewerOne(String name, boolean later) {
        assertThat(LaterNames.isLater(name, WalFileName.parse("00000002.history")))
                .isEqualTo(later);
    }
}
