package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentRange;
import org.walsafe.wal.WalGeometry;

class WaiversTest {

    private static final String A = "000000010000000000000003";
    private static final String B = "000000010000000000000007";

    @Test
    void readsSegmentsRangesAndComments() {
        Waivers waivers = Waivers.parse(
                "# known\n\n" + B + " 2026-11-20 jane  one two\n" + A + ".." + A + "\t2026-11-21 joe three", "file");

        assertThat(waivers.all()).extracting(Waiver::author).containsExactly("joe", "jane");
        assertThat(waivers.all().get(1)).hasToString("waived by jane until 2026-11-20: one two");
    }

    @Test
    void holdsUntilTheEndOfItsLastDay() {
        Waiver waiver = Waivers.parse(A + " 2026-11-20 jane why", "file").all().get(0);

        assertThat(waiver.holdsAt(Instant.parse("2026-11-20T23:59:59Z"))).isTrue();
        assertThat(waiver.holdsAt(Instant.parse("2026-11-21T00:00:00Z"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000010000000000000003 2026-11-20 jane",
                "000000010000000000000003 tomorrow jane why",
                "00000001000000000000000 2026-11-20 jane why",
                "000000010000000000000003..000000010000000000000002 2026-11-20 jane why",
                "000000010000000000000003..000000020000000000000004 2026-11-20 jane why",
                "000000010000000000000003 2026-11-20 jane why\u001b[2J",
                "../x 2026-11-20 jane why"
            })
    void refusesEveryOtherLineAndSaysWhich(String line) {
        assertThatExceptionOfType(InvalidWaiversException.class)
                .isThrownBy(() -> Waivers.parse("# first\n" + line, "waivers.txt"))
                .withMessageStartingWith("waivers.txt, line 2, is no waiver: ")
                .satisfies(refusal -> assertThat(refusal.hint()).isPresent());
    }

    @Test
    void cutsARangeWhereWaiversBeginAndEnd() {
        Waivers waivers = Waivers.parse(
                """
                000000010000000000000001..000000010000000000000004 2026-11-20 jane a
                000000010000000000000006 2026-11-20 jane b
                000000010000000000000007 2026-11-01 jane over
                00000001000000000000FFFF 2026-11-20 jane of another size
                """,
                "file");
        SegmentRange range = WalGeometry.DEFAULT.range(SegmentName.parse(A), SegmentName.parse(B));

        assertThat(waivers.cut(range, Instant.parse("2026-11-20T00:00:00Z")))
                .extracting(part -> part.range().toString()
                        + part.waiver().map(Waiver::reason).orElse(""))
                .containsExactly(
                        A + "..000000010000000000000004a",
                        "000000010000000000000005..000000010000000000000005",
                        "000000010000000000000006..000000010000000000000006b",
                        B + ".." + B);
    }
}
