package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalFileNameTest {

    private static final SegmentName SEGMENT = new SegmentName(TimelineId.of(0x1B), 0xFFFFFFFF, 0xA1);

    @Test
    void readsASegment() {
        assertThat(WalFileName.parse("0000001BFFFFFFFF000000A1")).isEqualTo(SEGMENT);
        assertThat(SegmentName.parse("0000001BFFFFFFFF000000A1")).isEqualTo(SEGMENT);
    }

    @Test
    void readsAPartialSegment() {
        assertThat(WalFileName.parse("0000001BFFFFFFFF000000A1.partial")).isEqualTo(new PartialSegmentName(SEGMENT));
    }

    @Test
    void readsATimelineHistory() {
        assertThat(WalFileName.parse("0000001B.history")).isEqualTo(new TimelineHistoryName(TimelineId.of(0x1B)));
        assertThat(WalFileName.parse("00000002.history")).isEqualTo(new TimelineHistoryName(TimelineId.of(2)));
    }

    @Test
    void readsABackupHistory() {
        assertThat(WalFileName.parse("0000001BFFFFFFFF000000A1.00FFFFF8.backup"))
                .isEqualTo(new BackupHistoryName(SEGMENT, 0xFFFFF8));
    }

    @Test
    void knowsTheTimelineOfEachKind() {
        for (String name : new String[] {
            "0000001BFFFFFFFF000000A1",
            "0000001BFFFFFFFF000000A1.partial",
            "0000001B.history",
            "0000001BFFFFFFFF000000A1.00FFFFF8.backup"
        }) {
            assertThat(WalFileName.parse(name).timeline()).isEqualTo(TimelineId.of(0x1B));
        }
    }

    @Test
    void knowsTheSegmentThatAFileIsOrTellsAbout() {
        for (String name : new String[] {
            "0000001BFFFFFFFF000000A1", "0000001BFFFFFFFF000000A1.partial", "0000001BFFFFFFFF000000A1.00FFFFF8.backup"
        }) {
            assertThat(WalFileName.parse(name).segmentName()).contains(SEGMENT);
        }
        assertThat(WalFileName.parse("0000001B.history").segmentName()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "00000001000000000000000",
                "0000000100000000000000010",
                "00000000000000000000000A",
                "0000000100000000000000a1",
                "000000010000000g00000001",
                " 00000001000000000000001",
                "000000010000000000000001\n",
                "000000010000000000000001 ",
                "00000001000000000000000\uFF11",
                "00000001000000000000000\u0661",
                "00000001/000000000000001",
                "-0000001000000000000000A",
                "+0000001000000000000000A",
                "000000010000000000000001.Partial",
                "000000010000000000000001.partia",
                "000000010000000000000001.partial\n",
                "000000010000000000000001_partial",
                "00000000000000000000000A.partial",
                "00000000.history",
                "00000001.history",
                "0000000a.history",
                "00000002.History",
                "00000002_history",
                "000000010000000000000001.history",
                "000000010000000000000001.backup",
                "000000010000000000000001.00000028.partial",
                "000000010000000000000001.0000002g.backup",
                "000000010000000000000001.0000002a.backup",
                "000000010000000000000001_00000028.backup",
                "00000000000000000000000A.00000028.backup",
                "000000010000000000000001.gz",
                "000000010000000000000001.gz.partial",
                "RECOVERYXLOG",
                "RECOVERYHISTORY",
                "xlogtemp.1234",
                "../../000000000000000001",
                "..",
                "$(rm -rf /)",
                "'; DROP TABLE wal; --    "
            })
    void refusesEverythingElse(String name) {
        assertThat(WalFileName.tryParse(name)).isEmpty();
        assertThatThrownBy(() -> WalFileName.parse(name)).isInstanceOf(InvalidWalFileNameException.class);
        assertThatThrownBy(() -> SegmentName.parse(name)).isInstanceOf(InvalidWalFileNameException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000001BFFFFFFFF000000A1.partial",
                "0000001B.history",
                "0000001BFFFFFFFF000000A1.00FFFFF8.backup"
            })
    void takesNoOtherKindForASegment(String name) {
        assertThatThrownBy(() -> SegmentName.parse(name))
                .isInstanceOf(InvalidWalFileNameException.class)
                .hasMessage("\"" + name + "\" is not the name of a WAL segment");
    }

    @Test
    void showsABadNameSafely() {
        String hostile = "\n\u001b[2J\0'\"$(id)" + "x".repeat(300);

        assertThatThrownBy(() -> WalFileName.parse(hostile))
                .hasMessageStartingWith("\"\\n\\u001b[2J\\u0000'\\\"$(id)xxx")
                .hasMessageEndingWith("x...\" (313 characters) is not the name of a WAL file")
                .hasMessageMatching("[ -~]{1,200}");
    }

    @Test
    void saysWhichFormsThereAre() {
        assertThatThrownBy(() -> WalFileName.parse("nonsense"))
                .isInstanceOfSatisfying(InvalidWalFileNameException.class, invalid -> assertThat(invalid.hint())
                        .hasValueSatisfying(hint -> assertThat(hint)
                                .contains("24 upper-case hexadecimal digits", ".partial", ".history", ".backup")));
    }

    @Test
    void timelineOneHasNoHistory() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TimelineHistoryName(TimelineId.FIRST));
    }

    @Test
    void segmentsSortAsTheirNamesDo() {
        assertThat(SegmentName.parse("7FFFFFFF0000000000000000"))
                .isLessThan(SegmentName.parse("800000000000000000000000"));
        assertThat(SegmentName.parse("000000017FFFFFFF00000000"))
                .isLessThan(SegmentName.parse("000000018000000000000000"));
        assertThat(SegmentName.parse("00000001000000007FFFFFFF"))
                .isLessThan(SegmentName.parse("000000010000000080000000"));
        assertThat(SegmentName.parse("0000000100000002000000FF"))
                .isLessThan(SegmentName.parse("000000020000000100000000"));
    }
}
