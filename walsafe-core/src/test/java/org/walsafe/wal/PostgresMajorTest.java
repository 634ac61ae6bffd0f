package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresMajorTest {

    @ParameterizedTest
    @EnumSource
    void isKnownByItsPageMagic(PostgresMajor major) {
        assertThat(PostgresMajor.fromPageMagic(major.pageMagic())).hasValue(major);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0xD070, 0xD072, 0xD119, 0x71D0, 0xFFFF, -1})
    void doesNotGuessAtOtherMagics(int magic) {
        assertThat(PostgresMajor.fromPageMagic(magic)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "90200, 9.2",
        "90305, 9.3",
        "90426, 9.4",
        "90624, 9.6",
        "100000, 10",
        "100023, 10",
        "150019, 15",
        "180006, 18"
    })
    void isKnownByTheServersVersionNumber(int serverVersionNum, String version) {
        assertThat(PostgresMajor.fromServerVersionNum(serverVersionNum))
                .map(PostgresMajor::toString)
                .hasValue(version);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 80400, 90100, 90700, 90000, 190000, 200000, 1500})
    void doesNotGuessAtOtherVersions(int serverVersionNum) {
        assertThat(PostgresMajor.fromServerVersionNum(serverVersionNum)).isEmpty();
    }

    @Test
    void knowsWhatEachVersionCan() {
        assertThat(PostgresMajor.V9_3.hasReplicationSlots()).isFalse();
        assertThat(PostgresMajor.V9_4.hasReplicationSlots()).isTrue();
        assertThat(PostgresMajor.V9_4.archivesPartialOnPromotion()).isFalse();
        assertThat(PostgresMajor.V9_5.archivesPartialOnPromotion()).isTrue();
        assertThat(PostgresMajor.V9_2.numbering()).isEqualTo(SegmentNumbering.SKIPS_LAST_SEGMENT);
        assertThat(PostgresMajor.V9_3.numbering()).isEqualTo(SegmentNumbering.CONTINUOUS);
    }
}
