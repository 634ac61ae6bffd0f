package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.tck.SyntheticWal;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.SegmentComparison.Fork;
import org.walsafe.wal.SegmentComparison.Identical;
import org.walsafe.wal.SegmentComparison.Prefix;
import org.walsafe.wal.SegmentComparison.SameRecords;
import org.walsafe.wal.SegmentComparison.Side;
import org.walsafe.wal.SegmentComparison.Unreadable;

class SegmentComparisonTest {

    private static final SystemIdentifier CLUSTER = SystemIdentifier.parse("7710340349730405298");
    private static final SegmentName FIRST = SegmentName.parse("000000010000000000000003");
    private static final SegmentName SECOND = SegmentName.parse("000000010000000000000004");
    private static final int PAGE = 8192;
    private static final int SIZE = SegmentSize.SMALLEST.bytes();

    private static SyntheticWal wal(PostgresMajor major) {
        return new SyntheticWal(major, CLUSTER, SegmentSize.SMALLEST, FIRST);
    }

    /** Always the same records, as many as asked for. */
    private static SyntheticWal begun(PostgresMajor major, int records) {
        SyntheticWal wal = wal(major);
        Random random = new Random(7);
        for (int i = 0; i < records; i++) {
            byte[] content = new byte[random.nextInt(500) + 1];
            random.nextBytes(content);
            wal.record(content);
        }
        return wal;
    }

    private static byte[] file(SyntheticWal wal, SegmentName name) {
        return Objects.requireNonNull(wal.files().get(name));
    }

    private static SegmentComparison compare(SegmentName name, byte[] left, byte[] right) {
        try {
            return SegmentComparison.compare(name, new ByteArrayInputStream(left), new ByteArrayInputStream(right));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seesThatFilesAreIdentical(PostgresMajor major) {
        SyntheticWal wal = begun(major, 4000);
        wal.switchSegment();

        assertThat(compare(FIRST, file(wal, FIRST), file(wal, FIRST).clone())).isEqualTo(new Identical());
    }

    @Test
    void seesThatDamagedOrForeignFilesAreIdentical() {
        byte[] garbage = new byte[20_000];
        Arrays.fill(garbage, (byte) 'x');
        SyntheticWal wal = begun(PostgresMajor.V15, 4000);
        file(wal, FIRST)[5 * PAGE + 100] ^= 1;

        assertThat(compare(FIRST, garbage, garbage.clone())).isEqualTo(new Identical());
        assertThat(compare(FIRST, file(wal, FIRST), file(wal, FIRST).clone())).isEqualTo(new Identical());
    }

    @Test
    void seesThatFilesDamagedAlikeDifferBehindTheDamage() {
        SyntheticWal wal = begun(PostgresMajor.V15, 4000);
        file(wal, FIRST)[5 * PAGE + 100] ^= 1;
        byte[] other = file(wal, FIRST).clone();
        other[9 * PAGE] ^= 1;

        assertThat(compare(FIRST, file(wal, FIRST), other)).isNotEqualTo(new Identical());
    }

    @Test
    void seesThatOnlyTheTailDiffers() {
        SyntheticWal wal = begun(PostgresMajor.V9_3, 100);
        wal.switchSegment();
        byte[] recycled = file(wal, FIRST).clone();
        Arrays.fill(recycled, 50 * PAGE, SIZE, (byte) 7);

        SegmentComparison comparison = compare(FIRST, file(wal, FIRST), recycled);

        assertThat(comparison).isEqualTo(new SameRecords(50 * PAGE));
        assertThat(comparison.toString()).contains("same records", "offset 409600");
    }

    @Test
    void seesThatOnlyFillingDiffers() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        wal.record(new byte[101]);
        int filling = 40 + 24 + 2 + 101;
        wal.switchSegment();
        byte[] other = file(wal, FIRST).clone();
        other[filling] = 1;

        assertThat(compare(FIRST, other, file(wal, FIRST))).isEqualTo(new SameRecords(filling));
    }

    @ParameterizedTest
    @EnumSource
    void seesThatOneIsTheBeginningOfTheOther(PostgresMajor major) {
        SyntheticWal shorter = begun(major, 100);
        Lsn end = shorter.position();
        SyntheticWal longer = begun(major, 200);
        longer.switchSegment();

        assertThat(compare(FIRST, file(shorter, FIRST), file(longer, FIRST))).isEqualTo(new Prefix(Side.LEFT, end));
        assertThat(compare(FIRST, file(longer, FIRST), file(shorter, FIRST))).isEqualTo(new Prefix(Side.RIGHT, end));
    }

    @Test
    void seesThatOneEndsWithinARecordThatTheOtherHasWhole() {
        SyntheticWal wal = begun(PostgresMajor.V15, 100);
        Lsn cut = wal.record(new byte[5 * PAGE]);
        wal.switchSegment();
        byte[] shorter = file(wal, FIRST).clone();
        int nextPage = (int) (cut.value() % SIZE / PAGE + 2) * PAGE;
        Arrays.fill(shorter, nextPage, SIZE, (byte) 0);

        assertThat(compare(FIRST, shorter, file(wal, FIRST))).isEqualTo(new Prefix(Side.LEFT, cut));
    }

    @Test
    void seesThatOneEndsWhereTheOtherBeginsARecordForTheNextSegment() {
        SyntheticWal shorter = begun(PostgresMajor.V15, 100);
        SyntheticWal longer = begun(PostgresMajor.V15, 100);
        Lsn last = longer.record(new byte[2 * SIZE]);

        assertThat(compare(FIRST, file(shorter, FIRST), file(longer, FIRST))).isEqualTo(new Prefix(Side.LEFT, last));
    }

    @ParameterizedTest
    @EnumSource
    void seesWhereTwoHistoriesPart(PostgresMajor major) {
        SyntheticWal ours = begun(major, 100);
        Lsn fork = ours.record(new byte[] {1});
        ours.switchSegment();
        SyntheticWal theirs = begun(major, 100);
        theirs.record(new byte[] {2});
        theirs.record(new byte[] {3});
        theirs.switchSegment();

        SegmentComparison comparison = compare(FIRST, file(ours, FIRST), file(theirs, FIRST));

        assertThat(comparison).isEqualTo(new Fork(fork));
        assertThat(comparison.toString()).contains("from LSN " + fork);
    }

    @Test
    void seesThatOneSwitchesWhereTheOtherGoesOn() {
        SyntheticWal ours = begun(PostgresMajor.V15, 100);
        Lsn fork = ours.switchSegment();
        SyntheticWal theirs = begun(PostgresMajor.V15, 101);
        theirs.switchSegment();

        assertThat(compare(FIRST, file(ours, FIRST), file(theirs, FIRST))).isEqualTo(new Fork(fork));
    }

    @Test
    void seesThatTheyPartWithinALongRecord() {
        SyntheticWal ours = begun(PostgresMajor.V15, 100);
        Lsn fork = ours.record(new byte[2 * SIZE]);
        byte[] otherContent = new byte[2 * SIZE];
        otherContent[5] = 1;
        SyntheticWal theirs = begun(PostgresMajor.V15, 100);
        theirs.record(otherContent);
        SyntheticWal shortRecord = begun(PostgresMajor.V15, 101);
        shortRecord.switchSegment();

        assertThat(compare(FIRST, file(ours, FIRST), file(theirs, FIRST))).isEqualTo(new Fork(fork));
        assertThat(compare(FIRST, file(ours, FIRST), file(shortRecord, FIRST))).isEqualTo(new Fork(fork));
        assertThat(compare(FIRST, file(shortRecord, FIRST), file(ours, FIRST))).isEqualTo(new Fork(fork));
    }

    @Test
    void seesThatTheyDifferInARecordFromTheSegmentBefore() {
        SyntheticWal ours = wal(PostgresMajor.V15);
        ours.record(new byte[SIZE + 100]);
        ours.switchSegment();
        byte[] otherContent = new byte[SIZE + 100];
        otherContent[SIZE + 90] = 1;
        SyntheticWal theirs = wal(PostgresMajor.V15);
        theirs.record(otherContent);
        theirs.switchSegment();

        assertThat(compare(SECOND, file(ours, SECOND), file(theirs, SECOND))).isEqualTo(new Fork(Lsn.of(0x400000)));
    }

    @Test
    void saysWhichOneIsDamaged() {
        SyntheticWal wal = begun(PostgresMajor.V15, 4000);
        byte[] damaged = file(wal, FIRST).clone();
        damaged[5 * PAGE + 100] ^= 1;

        assertThat(compare(FIRST, file(wal, FIRST), damaged))
                .isInstanceOfSatisfying(Unreadable.class, unreadable -> assertThat(unreadable.side())
                        .isEqualTo(Side.RIGHT))
                .asString()
                .startsWith("the second file cannot be compared: 000000010000000000000003 at offset 4")
                .contains("record checksum");
    }

    @Test
    void saysWhichOneIsCutOff() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        wal.record(new byte[100]);
        wal.switchSegment();

        assertThat(compare(FIRST, Arrays.copyOf(file(wal, FIRST), SIZE - 100), file(wal, FIRST)))
                .isInstanceOfSatisfying(Unreadable.class, unreadable -> assertThat(unreadable.side())
                        .isEqualTo(Side.LEFT))
                .asString()
                .contains("file length");
    }

    @Test
    void saysThatTheyBelongToDifferentClusters() {
        byte[] ours = WalFixtures.segment(FIRST, CLUSTER, PostgresMajor.V15, SegmentSize.SMALLEST);
        byte[] theirs = WalFixtures.segment(FIRST, new SystemIdentifier(42), PostgresMajor.V15, SegmentSize.SMALLEST);

        assertThat(compare(FIRST, ours, theirs))
                .isInstanceOf(Unreadable.class)
                .asString()
                .startsWith("the second file cannot be compared: it belongs to the cluster 42 ");
        assertThat(compare(FIRST, new byte[SIZE], theirs)).asString().startsWith("the first file cannot be compared");
    }

    @Test
    void saysThatTheirPagesDifferInSize() {
        byte[] ours = WalFixtures.segment(FIRST, CLUSTER, PostgresMajor.V15, SegmentSize.SMALLEST);
        byte[] theirs = ours.clone();
        theirs[37] = 0x40;

        assertThat(compare(FIRST, ours, theirs)).asString().contains("another size");
    }
}
