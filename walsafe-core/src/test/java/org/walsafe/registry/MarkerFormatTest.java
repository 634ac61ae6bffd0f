package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;

class MarkerFormatTest {

    private static final SegmentName FILE = SegmentName.parse("0000000100000000000000A1");
    private static final String HEAD = "walsafe=1\nfile=" + FILE + "\n";
    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final Evidence FULL = Evidence.NONE
            .withKind(EvidenceKind.IDENTICAL)
            .withSystemIdentifier(new SystemIdentifier(7361234567890123456L))
            .withSize(16_777_216)
            .withSha256(new Sha256(DIGEST))
            .withConfirmer("barman:main@backup1", Instant.parse("2026-11-20T19:33:29Z"));
    private static final String FULL_TEXT = "walsafe=1\nlines=9\nfile=" + FILE + "\n"
            + "system_identifier=7361234567890123456\n"
            + "size=16777216\n"
            + "sha256=" + DIGEST + "\n"
            + "evidence=identical\n"
            + "confirmed_by=barman:main@backup1\n"
            + "confirmed_at=2026-11-20T19:33:29Z\n";

    @Test
    void anAttestedConfirmationIsPrintedAsTheFormatSays() {
        assertThat(MarkerFormat.print(Confirmation.attested(FILE, FULL)).toString())
                .isEqualTo(FULL_TEXT);
    }

    @Test
    void anUnattestedConfirmationIsAnEmptyFile() {
        assertThat(MarkerFormat.print(Confirmation.unattested(FILE)).isEmpty()).isTrue();
        assertThat(read("")).isEqualTo(new Lookup.Confirmed(Confirmation.unattested(FILE)));
    }

    @Test
    void whatTheFormatSaysIsRead() {
        assertThat(read(FULL_TEXT)).isEqualTo(new Lookup.Confirmed(Confirmation.attested(FILE, FULL)));
    }

    @Test
    void versionAndFileAreEnough() {
        assertThat(read(HEAD)).isEqualTo(new Lookup.Confirmed(Confirmation.attested(FILE, Evidence.NONE)));
    }

    @Test
    void keysOfLaterVersionsAreKept() {
        Evidence evidence = new Evidence(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("lsn_end", "0/3000000", "note", "a=b = c"));
        Lookup lookup = new Lookup.Confirmed(Confirmation.attested(FILE, evidence));

        assertThat(read(HEAD + "note=a=b = c\nsize=1\nlsn_end=0/3000000\n")).isEqualTo(lookup);
        assertThat(MarkerFormat.read(FILE, MarkerFormat.print(Confirmation.attested(FILE, evidence))))
                .isEqualTo(lookup);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "size=16777|torn",
                "\\n|key=value",
                "=x\\n|key=value",
                "no equals sign\\n|key=value",
                "size=1\\nsize=1\\n|twice",
                "note=1\\nnote=2\\n|twice",
                "walsafe=1\\n|twice",
                "file=0000000100000000000000A1\\n|twice",
                "size=1\\r\\n|printable ASCII",
                "note=\\0\\n|printable ASCII",
                "note=\u00e9\\n|printable ASCII",
                "note=\\t\\n|printable ASCII",
                "size=\\n|no number",
                "size=-1\\n|no number",
                "size=+1\\n|no number",
                "size=01\\n|no number",
                "size=1 \\n|no number",
                "size=99999999999999999999\\n|no number",
                "system_identifier=-1\\n|no system identifier",
                "system_identifier=18446744073709551616\\n|no system identifier",
                "system_identifier=\\n|no system identifier",
                "sha256=abc\\n|64",
                "sha256=9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08\\n|64",
                "evidence=IDENTICAL\\n|received, archived, identical",
                "evidence=surely\\n|received, archived, identical",
                "confirmed_at=yesterday\\n|form",
                "confirmed_at=2026-11-20T19:33:29.5Z\\n|form",
                "confirmed_at=2026-11-20 19:33:29Z\\n|form",
                "confirmed_at=2026-02-30T19:33:29Z\\n|no date",
                "confirmed_at=2026-11-20T24:00:00Z\\n|no time",
            })
    void aFaultyLineMakesTheWholeMarkerInvalidAndIsNamed(String line, String reason) {
        assertInvalid(
                HEAD
                        + line.replace("\\n", "\n")
                                .replace("\\r", "\r")
                                .replace("\\0", "\0")
                                .replace("\\t", "\t"),
                reason);
    }

    @Test
    void theFirstLineNamesTheVersion() {
        assertInvalid("file=" + FILE + "\nwalsafe=1\n", "first line");
        assertInvalid("walsafe=2\nfile=" + FILE + "\n", "version");
        assertInvalid("walsafe= 1\nfile=" + FILE + "\n", "version");
        assertInvalid("\ufeffwalsafe=1\nfile=" + FILE + "\n", "printable ASCII");
    }

    @Test
    void aMarkerThatNumbersItsLinesIsInvalidWhereverItIsTorn() {
        for (int length = 1; length < FULL_TEXT.length(); length++) {
            assertThat(read(FULL_TEXT.substring(0, length)))
                    .as(FULL_TEXT.substring(0, length))
                    .isInstanceOf(Lookup.Invalid.class);
        }
        assertInvalid("walsafe=1\nlines=9\nfile=" + FILE + "\n", "torn: it has 3 lines, and says \"9\"");
        assertInvalid(HEAD + "lines=03\n", "torn");
        assertInvalid(HEAD + "lines=\n", "torn");
        assertInvalid(HEAD + "lines=2\n", "torn");
    }

    @Test
    void aMarkerWrittenByHandNeedNotNumberItsLines() {
        String byHand = FULL_TEXT.replace("lines=9\n", "");

        assertThat(read(byHand)).isEqualTo(new Lookup.Confirmed(Confirmation.attested(FILE, FULL)));
        assertThat(read(byHand + "lines=9\n")).isEqualTo(new Lookup.Confirmed(Confirmation.attested(FILE, FULL)));
    }

    @Test
    void theFileMustBeTheMarkersOwn() {
        assertInvalid("walsafe=1\n", "name its file");
        assertInvalid("walsafe=1\nfile=0000000100000000000000A2\n", "0000000100000000000000A2");
        assertInvalid("walsafe=1\nfile=" + FILE + ".partial\n", "partial");
        assertInvalid("walsafe=1\nfile=0000000100000000000000a1\n", "another file");
    }

    @Test
    void theRecordOfAHoleConfirmsNothing() {
        Hole hole =
                new Hole(FILE, "the disk was nearly full", "dba@example.org", Instant.parse("2026-11-20T19:33:29Z"));

        assertThat(MarkerFormat.read(FILE, HoleFormat.print(hole))).isInstanceOf(Lookup.Invalid.class);
        assertThat(HoleFormat.read(FILE, HoleFormat.print(hole))).contains(hole);
        assertThat(HoleFormat.read(FILE, MarkerFormat.print(Confirmation.attested(FILE, FULL))))
                .isEmpty();
    }

    @Test
    void whatCannotStandInAMarkerIsRefusedBeforeItIsWritten() {
        assertRefused(Evidence.NONE.withConfirmer("two\nlines", Instant.EPOCH));
        assertRefused(Evidence.NONE.withConfirmer("Ren\u00e9", Instant.EPOCH));
        assertRefused(Evidence.NONE.withConfirmer("x".repeat(5000), Instant.EPOCH));
        assertRefused(Evidence.NONE.withConfirmer("x", Instant.MAX));
        for (String key : new String[] {"", "a=b", "a\nb", "size", "walsafe", "lines", "file"}) {
            assertRefused(new Evidence(
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.of(1),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(key, "x")));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Evidence.NONE.withSize(-1));
    }

    private static void assertRefused(Evidence evidence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarkerFormat.print(Confirmation.attested(FILE, evidence)));
    }

    private static void assertInvalid(String text, String reason) {
        assertThat(read(text)).isInstanceOfSatisfying(Lookup.Invalid.class, invalid -> assertThat(invalid.reason())
                .contains(reason)
                .matches("[ -~]+"));
    }

    private static Lookup read(String text) {
        return MarkerFormat.read(FILE, MarkerContent.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
