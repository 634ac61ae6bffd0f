package org.walsafe.wal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.tck.WalSamples;
import org.walsafe.tck.WalSamples.Sample;
import org.walsafe.wal.SwitchPoint.AtLsn;
import org.walsafe.wal.SwitchPoint.InSegment;
import org.walsafe.wal.TimelineHistory.Entry;

class TimelineHistoryTest {

    private static final TimelineHistoryName OF_FIVE = new TimelineHistoryName(TimelineId.of(5));

    private static TimelineHistory parse(String content) {
        return TimelineHistory.parse(OF_FIVE, content.getBytes(UTF_8));
    }

    static Stream<Sample> samples() {
        return WalSamples.timelineHistories();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsRealFiles(Sample sample) {
        TimelineHistory history = TimelineHistory.parse((TimelineHistoryName) sample.name(), sample.bytes());

        assertThat(history.timeline()).isEqualTo(TimelineId.of(2));
        assertThat(history.parent()).isEqualTo(TimelineId.FIRST);
        Entry only = history.entries().get(0);
        assertThat(only.reason()).isEqualTo("no recovery target specified");
        if (sample.major() == PostgresMajor.V9_2) {
            assertThat(only.switchPoint()).isEqualTo(new InSegment(SegmentName.parse("000000010000000000000003")));
        } else {
            assertThat(only.switchPoint()).isInstanceOf(AtLsn.class).asString().startsWith("0/3");
        }
    }

    @Test
    void hasSamplesOfBothForms() {
        assertThat(samples()).hasSize(9).extracting(Sample::major).contains(PostgresMajor.V9_2, PostgresMajor.V18);
    }

    @Test
    void readsSeveralAncestorsWithBlankLinesAndComments() {
        TimelineHistory history = parse("# restored\n1\t0/36BAC70\tno recovery target specified\n\n"
                + "  \n2\t0/5000000\tbefore transaction 7\tand a tab\n \t# more\n4\tA/B\tat restore point \"x\"");

        assertThat(history.entries())
                .containsExactly(
                        new Entry(TimelineId.FIRST, new AtLsn(Lsn.parse("0/36BAC70")), "no recovery target specified"),
                        new Entry(
                                TimelineId.of(2), new AtLsn(Lsn.parse("0/5000000")), "before transaction 7\tand a tab"),
                        new Entry(TimelineId.of(4), new AtLsn(Lsn.parse("A/B")), "at restore point \"x\""));
        assertThat(history.parent()).isEqualTo(TimelineId.of(4));
        assertThat(history.switchPointOf(TimelineId.of(2))).hasValue(new AtLsn(Lsn.parse("0/5000000")));
        assertThat(history.switchPointOf(TimelineId.of(3))).isEmpty();
    }

    @Test
    void takesTheReasonAsOptionalLikePostgres() {
        assertThat(parse("1\t0/36BAC70").entries())
                .containsExactly(new Entry(TimelineId.FIRST, new AtLsn(Lsn.parse("0/36BAC70")), ""));
    }

    @Test
    void takesAnyBytesInTheReason() {
        byte[] content = {'1', '\t', '0', '/', '1', '\t', (byte) 0xE9, (byte) 0xFF, '\n'};

        assertThat(TimelineHistory.parse(OF_FIVE, content).entries()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 0/1 spaces",
                "x\t0/1\tr",
                "\t0/1\tr",
                "-1\t0/1\tr",
                "+1\t0/1\tr",
                "1.0\t0/1\tr",
                "0\t0/1\tr",
                "4294967297\t0/1\tr",
                "99999999999\t0/1\tr",
                "00000000001\t0/1\tr",
                "\u0661\t0/1\tr",
                "1\t\tr",
                "1\t01\tr",
                "1\t0/G\tr",
                "1\t0/1/2\tr",
                "1\t00000001000000000000000\tr",
                "1\t000000010000000000000003.partial\tr",
                "1\t0/1\tr\r",
                "1\t0/1\r",
                "\0\0\0",
                "5\t0/1\titself",
                "6\t0/1\ta younger one"
            })
    void refusesLinesThatPostgresNeverWrites(String line) {
        assertThatThrownBy(() -> parse("# comment\n" + line + "\n"))
                .isInstanceOf(InvalidTimelineHistoryException.class)
                .hasMessageStartingWith("00000005.history: line 2 ");
    }

    @Test
    void demandsRisingTimelines() {
        assertThatThrownBy(() -> parse("2\t0/1\tr\n2\t0/2\tr\n"))
                .isInstanceOf(InvalidTimelineHistoryException.class)
                .hasMessage("00000005.history: line 2 names timeline 2 after timeline 2, but they must rise");
        assertThatThrownBy(() -> parse("3\t0/1\tr\n2\t0/2\tr\n")).isInstanceOf(InvalidTimelineHistoryException.class);
    }

    @Test
    void refusesAnEmptyFileBecauseItWouldSayThatThereAreNoAncestors() {
        assertThatThrownBy(() -> parse(""))
                .isInstanceOf(InvalidTimelineHistoryException.class)
                .hasMessage("00000005.history is empty");
        assertThatThrownBy(() -> parse("# nothing\n\n"))
                .isInstanceOf(InvalidTimelineHistoryException.class)
                .hasMessage("00000005.history has no line that names an ancestor");
    }

    @Test
    void refusesAFileOfUnreasonableSize() {
        assertThatThrownBy(() -> TimelineHistory.parse(OF_FIVE, new byte[TimelineHistory.MAX_BYTES + 1]))
                .isInstanceOf(InvalidTimelineHistoryException.class)
                .hasMessageContaining("1048577 bytes");
    }

    @Test
    void cannotBeBuiltAgainstItsOwnOrder() {
        Entry two = new Entry(TimelineId.of(2), new AtLsn(Lsn.ZERO), "");
        Entry three = new Entry(TimelineId.of(3), new AtLsn(Lsn.ZERO), "");

        assertThatIllegalArgumentException().isThrownBy(() -> new TimelineHistory(TimelineId.of(5), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimelineHistory(TimelineId.of(3), List.of(three)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimelineHistory(TimelineId.of(5), List.of(three, two)));
        assertThat(new TimelineHistory(TimelineId.of(5), List.of(two, three)).parent())
                .isEqualTo(TimelineId.of(3));
    }
}
