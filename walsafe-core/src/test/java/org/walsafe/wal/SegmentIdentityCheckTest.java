package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.tck.WalFixtures;
import org.walsafe.tck.WalSamples;
import org.walsafe.tck.WalSamples.Sample;

class SegmentIdentityCheckTest {

    private static final SegmentName NAME = SegmentName.parse("000000020000001600000010");
    private static final SystemIdentifier OURS = SystemIdentifier.parse("7710340349730405298");
    private static final SystemIdentifier THEIRS = SystemIdentifier.parse("7710348767865778015");
    private static final SegmentIdentityCheck STRICT =
            SegmentIdentityCheck.BY_NAME.of(OURS).writtenBy(PostgresMajor.V9_3);

    private static byte[] segment(String name) {
        return WalFixtures.segment(SegmentName.parse(name), OURS, PostgresMajor.V9_3, SegmentSize.DEFAULT);
    }

    private static SegmentIdentity check(SegmentIdentityCheck check, byte[] file) {
        return check.check(NAME, file.length, SegmentHeaderReading.of(file));
    }

    private static void mismatches(SegmentIdentity identity, String... reasons) {
        assertThat(identity)
                .isInstanceOfSatisfying(SegmentIdentity.Mismatch.class, mismatch -> assertThat(mismatch.reasons())
                        .containsExactly(reasons));
    }

    static Stream<Sample> samples() {
        return WalSamples.segments();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recognisesRealSegments(Sample sample) {
        byte[] file = sample.bytes();

        assertThat(SegmentIdentityCheck.BY_NAME
                        .of(WalSamples.systemIdentifier(sample.major()))
                        .writtenBy(sample.major())
                        .check((SegmentName) sample.name(), file.length, SegmentHeaderReading.of(file)))
                .isEqualTo(new SegmentIdentity.Matches(SegmentHeader.parse(file)));
    }

    @Test
    void acceptsAnyClusterAndVersionWhereNoneIsExpected() {
        assertThat(check(SegmentIdentityCheck.BY_NAME, segment(NAME.text())))
                .isInstanceOf(SegmentIdentity.Matches.class);
    }

    @Test
    void refusesAnotherClusterAndSaysWhenEachWasInitialised() {
        mismatches(
                check(SegmentIdentityCheck.BY_NAME.of(THEIRS), segment(NAME.text())),
                "it belongs to the cluster 7710340349730405298 (initialised 2026-11-20T19:38:26Z),"
                        + " not to 7710348767865778015 (initialised 2026-11-20T20:11:06Z)");
    }

    @Test
    void refusesAnotherVersion() {
        mismatches(
                check(SegmentIdentityCheck.BY_NAME.writtenBy(PostgresMajor.V15), segment(NAME.text())),
                "PostgreSQL 9.3 wrote it, not 15");
    }

    @Test
    void refusesAnotherLength() {
        byte[] file = segment(NAME.text());

        mismatches(
                STRICT.check(NAME, file.length - 1L, SegmentHeaderReading.of(file)),
                "the file has 16777215 bytes, but its header says segments of 16777216");
    }

    @Test
    void refusesAnotherSegment() {
        mismatches(
                check(STRICT, segment("000000020000001600000011")),
                "its first page is that of LSN 16/11000000, but a segment of this name begins at 16/10000000");
    }

    @Test
    void refusesANameBeyondTheSegmentSize() {
        SegmentName beyond = SegmentName.parse("000000020000001600000100");
        byte[] file = segment("000000020000001700000000");

        mismatches(
                STRICT.check(beyond, file.length, SegmentHeaderReading.of(file)),
                "no segment is named 000000020000001600000100 where segments have 16 MiB");
    }

    @Test
    void acceptsAnOlderTimelineBecauseANewOneBeginsWithItsPages() {
        assertThat(check(STRICT, segment("000000010000001600000010"))).isInstanceOf(SegmentIdentity.Matches.class);
    }

    @Test
    void refusesANewerTimeline() {
        mismatches(
                check(STRICT, segment("000000030000001600000010")),
                "its first page is of timeline 3, newer than timeline 2 in its name");
    }

    @Test
    void namesEveryDisagreement() {
        byte[] file = segment("000000030000001600000011");

        assertThat(SegmentIdentityCheck.BY_NAME
                        .of(THEIRS)
                        .writtenBy(PostgresMajor.V15)
                        .check(NAME, 1, SegmentHeaderReading.of(file)))
                .isInstanceOfSatisfying(SegmentIdentity.Mismatch.class, mismatch -> assertThat(mismatch.reasons())
                        .hasSize(5));
    }

    @Test
    void refusesWhatIsNoSegmentAtAll() {
        mismatches(
                check(STRICT, new byte[16 << 20]),
                "the file begins with zeros: it was given its length, but no WAL was written to it");
    }

    @Test
    void doesNotJudgeAVersionItDoesNotKnow() {
        byte[] file = segment(NAME.text());
        file[0] = 0x19;

        assertThat(check(STRICT, file)).isInstanceOf(SegmentIdentity.NotCheckable.class);
    }
}
