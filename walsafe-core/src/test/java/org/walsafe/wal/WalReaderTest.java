package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.tck.SyntheticWal;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.SegmentReading.Complete;
import org.walsafe.wal.SegmentReading.Damaged;
import org.walsafe.wal.SegmentReading.Ending;
import org.walsafe.wal.SegmentReading.Foreign;
import org.walsafe.wal.SegmentReading.Rest;
import org.walsafe.wal.SegmentReading.Unfinished;
import org.walsafe.wal.SegmentReading.UnknownVersion;
import org.walsafe.wal.WalFault.Kind;

class WalReaderTest {

    private static final SystemIdentifier CLUSTER = SystemIdentifier.parse("7710340349730405298");
    private static final SegmentName FIRST = SegmentName.parse("000000010000000000000003");
    private static final SegmentName SECOND = SegmentName.parse("000000010000000000000004");
    private static final SegmentName THIRD = SegmentName.parse("000000010000000000000005");
    private static final TimelineId TWO = TimelineId.of(2);
    private static final int PAGE = 8192;
    private static final int FIRST_RECORD = 40;

    private final WalReader reader = new WalReader();

    private static SyntheticWal wal(PostgresMajor major) {
        return new SyntheticWal(major, CLUSTER, SegmentSize.SMALLEST, FIRST);
    }

    /** Fills about so many pages with records of all lengths; the seed decides the content. */
    private static void fill(SyntheticWal wal, int pages, long seed) {
        Random random = new Random(seed);
        Lsn end = wal.position().plus((long) pages * PAGE);
        while (wal.position().compareTo(end) < 0) {
            byte[] content = new byte[random.nextInt(10) == 0 ? random.nextInt(3 * PAGE) : random.nextInt(300) + 1];
            random.nextBytes(content);
            wal.record(content);
        }
    }

    private static int perSegment() {
        return SegmentSize.SMALLEST.bytes() / PAGE;
    }

    private SegmentReading read(SegmentName name, byte[] file) {
        try {
            return reader.read(name, new ByteArrayInputStream(file));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<SegmentReading> readAll(Map<SegmentName, byte[]> files) {
        List<SegmentReading> readings = new ArrayList<>();
        files.forEach((name, file) -> readings.add(read(name, file)));
        return readings;
    }

    private static byte[] file(SyntheticWal wal, SegmentName name) {
        return wal.files().get(name);
    }

    private static WalFault damage(SegmentReading reading) {
        assertThat(reading).isInstanceOf(Damaged.class);
        return ((Damaged) reading).fault();
    }

    private static void hasFault(SegmentReading reading, Kind kind, long offset) {
        WalFault fault = damage(reading);
        assertThat(fault.kind()).as(fault.toString()).isEqualTo(kind);
        assertThat(fault.offset()).as(fault.toString()).isEqualTo(offset);
    }

    @ParameterizedTest
    @EnumSource
    void followsRecordsAcrossPagesAndSegments(PostgresMajor major) {
        SyntheticWal wal = wal(major);
        fill(wal, 2 * perSegment(), 1);
        wal.record(new byte[3 * SegmentSize.SMALLEST.bytes()]);
        fill(wal, 10, 2);
        wal.switchSegment();
        fill(wal, 10, 3);
        wal.switchSegment();

        List<SegmentReading> readings = readAll(wal.files());

        assertThat(readings).hasSizeGreaterThanOrEqualTo(6).allSatisfy(reading -> assertThat(reading)
                .isInstanceOf(Complete.class));
        assertThat(((Complete) readings.get(readings.size() - 1)).ending()).isEqualTo(Ending.SWITCHED);
        assertThat(readings)
                .extracting(reading -> ((Complete) reading).strayTail())
                .allMatch(Optional::isEmpty);
    }

    @Test
    void countsARecordWhereItEnds() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        Lsn first = wal.record(new byte[100]);
        Lsn crossing = wal.record(new byte[SegmentSize.SMALLEST.bytes()]);
        Lsn last = wal.switchSegment();

        List<SegmentReading> readings = readAll(wal.files());

        RecordSpan inFirst = ((Complete) readings.get(0)).records();
        assertThat(inFirst.count()).isOne();
        assertThat(inFirst.first()).hasValue(first);
        assertThat(inFirst.last()).hasValue(first);
        assertThat(inFirst.end()).isEqualTo(crossing);
        assertThat(((Complete) readings.get(0)).ending()).isEqualTo(Ending.WITHIN_A_RECORD);
        RecordSpan inSecond = ((Complete) readings.get(1)).records();
        assertThat(inSecond.count()).isEqualTo(2);
        assertThat(inSecond.first()).hasValue(last);
        assertThat(inSecond.last()).hasValue(last);
    }

    @Test
    void readsASegmentWhoseBeginningIsInAnotherFileFromItsFirstOwnRecordOn() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        wal.record(new byte[SegmentSize.SMALLEST.bytes()]);
        Lsn own = wal.switchSegment();

        assertThat(read(SECOND, file(wal, SECOND))).isInstanceOfSatisfying(Complete.class, complete -> {
            assertThat(complete.records().count()).isOne();
            assertThat(complete.records().first()).hasValue(own);
        });
    }

    @Test
    void endsExactlyWithTheSegment() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        int lastPage = SegmentSize.SMALLEST.bytes() - PAGE;
        while (WalGeometry.DEFAULT.offsetOf(wal.position()) % SegmentSize.SMALLEST.bytes() < lastPage) {
            wal.record(new byte[1000]);
        }
        int room = (int) (PAGE - wal.position().value() % PAGE);
        wal.record(new byte[room - 24 - 5]);
        wal.switchSegment();

        List<SegmentReading> readings = readAll(wal.files());

        assertThat(((Complete) readings.get(0)).ending()).isEqualTo(Ending.FULL);
        assertThat(((Complete) readings.get(0)).records().end()).isEqualTo(Lsn.parse("0/400000"));
        assertThat(readings.get(1)).isInstanceOf(Complete.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"V9_2", "V9_3", "V9_6", "V18"})
    void refusesAForkOfTheSameClusterByTheLinkOfItsFirstRecord(PostgresMajor major) {
        SyntheticWal ours = wal(major);
        fill(ours, 20, 1);
        ours.switchSegment();
        ours.record(new byte[10]);
        SyntheticWal theirs = wal(major);
        fill(theirs, 20, 2);
        theirs.switchSegment();
        fill(theirs, 2 * perSegment(), 3);

        assertThat(read(FIRST, file(ours, FIRST))).isInstanceOf(Complete.class);
        SegmentReading second = read(SECOND, file(theirs, SECOND));

        hasFault(second, Kind.RECORD_LINK, major == PostgresMajor.V9_2 ? 32 : 40);
        assertThat(second.toString())
                .contains("record before: expected the one at 0/3")
                .contains(", found the one at 0/3");
    }

    @Test
    void refusesAFirstRecordThatFollowsItself() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        long start = wal.record(new byte[100]).value();
        byte[] file = file(wal, FIRST);
        ByteBuffer record = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = record.getInt(FIRST_RECORD);
        record.putLong(FIRST_RECORD + 8, start);
        CRC32C checksum = new CRC32C();
        checksum.update(file, FIRST_RECORD + 24, length - 24);
        checksum.update(file, FIRST_RECORD, 20);
        record.putInt(FIRST_RECORD + 20, (int) checksum.getValue());

        assertThat(read(FIRST, file))
                .isNotInstanceOf(Complete.class)
                .asString()
                .contains("at offset 40", "record before: expected one before it");
    }

    @Test
    void refusesAForkThatCutsTheLastRecordDifferently() {
        SyntheticWal ours = wal(PostgresMajor.V15);
        fill(ours, 2 * perSegment(), 1);
        SyntheticWal theirs = wal(PostgresMajor.V15);
        fill(theirs, 2 * perSegment(), 2);

        read(FIRST, file(ours, FIRST));

        hasFault(read(SECOND, file(theirs, SECOND)), Kind.CONTINUATION, 0);
    }

    @Test
    void findsDamageToARecordsFirstHalfWhenTheSecondIsRead() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        wal.record(new byte[100]);
        wal.record(new byte[SegmentSize.SMALLEST.bytes() + PAGE]);
        fill(wal, 2 * perSegment(), 1);
        file(wal, FIRST)[5 * PAGE + 100] ^= 1;

        assertThat(read(FIRST, file(wal, FIRST))).isInstanceOf(Complete.class);
        SegmentReading second = read(SECOND, file(wal, SECOND));

        hasFault(second, Kind.RECORD_CHECKSUM, PAGE);
        assertThat(second.toString()).contains("for the record at 0/3000");
    }

    @ParameterizedTest
    @EnumSource(names = {"V9_6", "V14", "V18"})
    void goesOnAfterARecordThatACrashLost(PostgresMajor major) {
        SyntheticWal wal = wal(major);
        fill(wal, 5, 1);
        wal.loseTheRestOfARecord();
        fill(wal, 5, 2);
        wal.switchSegment();

        assertThat(read(FIRST, file(wal, FIRST))).isInstanceOf(Complete.class);
    }

    @Test
    void goesOnAfterARecordThatACrashLostBetweenTwoSegments() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        int lastPage = SegmentSize.SMALLEST.bytes() - PAGE;
        while (wal.position().value() % SegmentSize.SMALLEST.bytes() <= lastPage) {
            wal.record(new byte[1000]);
        }
        wal.loseTheRestOfARecord();
        wal.switchSegment();

        assertThat(readAll(wal.files())).hasSize(2).allMatch(Complete.class::isInstance);
    }

    @Test
    void demandsTheRecordThatTellsOfALostOne() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        wal.record(new byte[100]);
        wal.switchSegment();
        file(wal, FIRST)[2] |= 8;

        hasFault(read(FIRST, file(wal, FIRST)), Kind.RECORD_KIND, 40);
    }

    @Test
    void refusesAPageThatTellsOfALostRecordWhereNoneWasBegun() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        wal.record(new byte[PAGE - 40 - 24 - 5]);
        wal.record(new byte[100]);
        wal.switchSegment();
        file(wal, FIRST)[PAGE + 2] |= 8;

        hasFault(read(FIRST, file(wal, FIRST)), Kind.CONTINUATION, PAGE);
    }

    @Test
    void refusesAPageThatContinuesARecordWhereNoneWasBegun() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        wal.record(new byte[PAGE - 40 - 24 - 5]);
        wal.record(new byte[100]);
        wal.switchSegment();
        file(wal, FIRST)[PAGE + 2] |= 1;

        hasFault(read(FIRST, file(wal, FIRST)), Kind.CONTINUATION, PAGE);
    }

    @ParameterizedTest
    @EnumSource(names = {"V9_2", "V9_3", "V9_5", "V18"})
    void followsATimelineIntoItsFirstSegment(PostgresMajor major) {
        SyntheticWal wal = wal(major);
        fill(wal, perSegment() + 10, 1);
        byte[] old = file(wal, SECOND);
        wal.promote(TWO);
        fill(wal, 10, 2);
        wal.switchSegment();

        assertThat(read(FIRST, file(wal, FIRST))).isInstanceOf(Complete.class);
        SegmentName branched = new SegmentName(TWO, SECOND.log(), SECOND.segment());
        assertThat(read(branched, file(wal, branched))).isInstanceOf(Complete.class);
        assertThat(new WalReader()).satisfies(another -> assertThat(
                        another.read(new PartialSegmentName(SECOND), new ByteArrayInputStream(old)))
                .isInstanceOfSatisfying(Unfinished.class, unfinished -> assertThat(unfinished.rest())
                        .isEqualTo(Rest.BLANK)));
    }

    @Test
    void refusesATimelineThatNoRecordBegins() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        fill(wal, 20, 1);
        wal.switchSegment();
        SegmentName renamed = new SegmentName(TWO, FIRST.log(), FIRST.segment());
        byte[] file = file(wal, FIRST);

        WalFault neverReached = damage(read(renamed, file));
        assertThat(neverReached.kind()).isEqualTo(Kind.SEGMENT_TIMELINE);
        assertThat(neverReached.expected()).isEqualTo("2 by the end of this segment");

        file[7 * PAGE + 4] = 2;
        WalFault unannounced = damage(read(renamed, file));
        assertThat(unannounced.kind()).isEqualTo(Kind.PAGE_TIMELINE);
    }

    @Test
    void refusesATimelineThatFallsBack() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        fill(wal, 3, 1);
        wal.promote(TWO);
        fill(wal, 20, 2);
        wal.switchSegment();
        SegmentName name = new SegmentName(TWO, FIRST.log(), FIRST.segment());
        byte[] file = file(wal, name);
        file[9 * PAGE + 4] = 1;

        hasFault(read(name, file), Kind.PAGE_TIMELINE, 9 * PAGE);
    }

    @Test
    void refusesAPageOfANewerTimelineThanTheName() {
        SyntheticWal wal = wal(PostgresMajor.V9_3);
        fill(wal, 20, 1);
        wal.switchSegment();
        file(wal, FIRST)[9 * PAGE + 4] = 3;

        SegmentReading reading = read(FIRST, file(wal, FIRST));

        hasFault(reading, Kind.PAGE_TIMELINE, 9 * PAGE);
        assertThat(reading.toString())
                .isEqualTo("000000010000000000000003 at offset 73728 (LSN 0/312000): page timeline:"
                        + " expected at most 1, found 3");
    }

    @Test
    void saysWhereAFileIsCutOff() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        fill(wal, 2 * perSegment(), 1);

        hasFault(read(FIRST, Arrays.copyOf(file(wal, FIRST), 1000)), Kind.TRUNCATED, 1000);
        hasFault(read(FIRST, Arrays.copyOf(file(wal, FIRST), 5 * PAGE)), Kind.TRUNCATED, 5 * PAGE);
        hasFault(read(FIRST, Arrays.copyOf(file(wal, FIRST), 17)), Kind.TRUNCATED, 17);
        hasFault(read(FIRST, new byte[0]), Kind.TRUNCATED, 0);
    }

    @Test
    void refusesAFileThatGoesOnAfterItsSegment() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        fill(wal, 2 * perSegment(), 1);
        int size = SegmentSize.SMALLEST.bytes();

        hasFault(read(FIRST, Arrays.copyOf(file(wal, FIRST), size + 1)), Kind.SURPLUS, size);
    }

    @Test
    void tellsDamageFromTheEndByWhatFollows() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        fill(wal, 2 * perSegment(), 1);
        byte[] withHole = file(wal, FIRST).clone();
        Arrays.fill(withHole, 7 * PAGE, 8 * PAGE, (byte) 0);
        byte[] withEnd = file(wal, FIRST).clone();
        Arrays.fill(withEnd, 7 * PAGE, withEnd.length, (byte) 0);

        SegmentReading hole = read(FIRST, withHole);
        hasFault(hole, Kind.ZERO_PAGE, 7 * PAGE);
        assertThat(hole.toString()).endsWith("page: expected a page of LSN 0/30E000, found zeros");
        assertThat(read(FIRST, withEnd)).isInstanceOfSatisfying(Unfinished.class, unfinished -> {
            assertThat(unfinished.end().kind()).isEqualTo(Kind.ZERO_PAGE);
            assertThat(unfinished.rest()).isEqualTo(Rest.BLANK);
        });
    }

    @Test
    void tellsDamageInTheLastPageByTheRecordThatFollows() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        Lsn damaged = wal.record(new byte[100]);
        wal.record(new byte[100]);
        Lsn last = wal.switchSegment();
        byte[] switchDamaged = file(wal, FIRST).clone();
        switchDamaged[(int) last.minus(Lsn.parse("0/300000")) + 5] ^= 1;
        file(wal, FIRST)[(int) damaged.minus(Lsn.parse("0/300000")) + 50] ^= 1;

        hasFault(read(FIRST, file(wal, FIRST)), Kind.RECORD_CHECKSUM, 40);
        assertThat(read(FIRST, switchDamaged)).isInstanceOfSatisfying(Unfinished.class, unfinished -> {
            assertThat(unfinished.end().kind()).isEqualTo(Kind.RECORD_CHECKSUM);
            assertThat(unfinished.rest()).isEqualTo(Rest.UNCLEAR);
        });
    }

    @ParameterizedTest
    @CsvSource({"0002", "0010", "8000"})
    void refusesFlagsThatAPageWithinASegmentCannotHave(String flags) {
        SyntheticWal wal = wal(PostgresMajor.V15);
        fill(wal, 2 * perSegment(), 1);
        byte[] file = file(wal, FIRST);
        int added = Integer.parseInt(flags, 16);
        file[5 * PAGE + 2] |= (byte) added;
        file[5 * PAGE + 3] |= (byte) (added >>> 8);

        hasFault(read(FIRST, file), Kind.PAGE_FLAGS, 5 * PAGE);
    }

    @Test
    void takesTheOldPagesOfARecycledFileForTheEnd() {
        SyntheticWal old = wal(PostgresMajor.V9_3);
        fill(old, 3 * perSegment(), 1);
        SyntheticWal wal = wal(PostgresMajor.V9_3);
        fill(wal, perSegment() + 7, 2);
        byte[] recycled = file(old, FIRST).clone();
        int used = WalGeometry.DEFAULT.offsetOf(wal.position()) % SegmentSize.SMALLEST.bytes();
        System.arraycopy(file(wal, SECOND), 0, recycled, 0, used);

        assertThat(read(SECOND, recycled)).isInstanceOfSatisfying(Unfinished.class, unfinished -> {
            assertThat(unfinished.rest()).as(unfinished.toString()).isEqualTo(Rest.UNCLEAR);
            assertThat(unfinished.records().end()).isEqualTo(wal.position());
        });
    }

    @Test
    void refusesOtherSegmentsByName() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        fill(wal, 3 * perSegment(), 1);

        assertThat(read(FIRST, file(wal, SECOND)))
                .isEqualTo(new Foreign(List.of(
                        "its first page is that of LSN 0/400000, but a segment of this name begins at 0/300000")));
    }

    @Test
    void refusesAnotherClusterInTheMiddleOfASequence() {
        SyntheticWal ours = wal(PostgresMajor.V15);
        fill(ours, 3 * perSegment(), 1);
        byte[] theirs = WalFixtures.segment(SECOND, new SystemIdentifier(42), PostgresMajor.V15, SegmentSize.SMALLEST);

        read(FIRST, file(ours, FIRST));

        assertThat(read(SECOND, theirs)).isInstanceOf(Foreign.class).asString().contains("belongs to the cluster 42");
    }

    @Test
    void refusesAnotherClusterThanExpected() throws IOException {
        byte[] theirs = WalFixtures.segment(FIRST, new SystemIdentifier(42), PostgresMajor.V15, SegmentSize.SMALLEST);

        assertThat(new WalReader(SegmentIdentityCheck.BY_NAME.of(CLUSTER))
                        .read(FIRST, new ByteArrayInputStream(theirs)))
                .isInstanceOf(Foreign.class);
    }

    @Test
    void refusesAnotherPageSizeInTheMiddleOfASequence() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        fill(wal, 3 * perSegment(), 1);
        read(FIRST, file(wal, FIRST));
        file(wal, SECOND)[37] = 0x40;

        assertThat(read(SECOND, file(wal, SECOND)))
                .isInstanceOf(Foreign.class)
                .asString()
                .contains("another size");
    }

    @Test
    void doesNotReadAVersionItDoesNotKnow() {
        SyntheticWal wal = wal(PostgresMajor.V18);
        fill(wal, 3, 1);
        file(wal, FIRST)[0] = 0x1A;

        assertThat(read(FIRST, file(wal, FIRST)))
                .isInstanceOf(UnknownVersion.class)
                .asString()
                .contains("D11A");
    }

    @Test
    void saysThatAFileWasNeverWritten() {
        hasFault(read(FIRST, new byte[SegmentSize.SMALLEST.bytes()]), Kind.SEGMENT_HEADER, 0);
    }

    @ParameterizedTest
    @CsvSource({"V9_2, false", "V9_3, false", "V9_4, true", "V10, true", "V11, true", "V18, true"})
    void notesWhatAVersionDoesNotLeaveBehindASwitch(PostgresMajor major, boolean noted) {
        SyntheticWal wal = wal(major);
        wal.record(new byte[100]);
        wal.switchSegment();
        file(wal, FIRST)[9 * PAGE + 1000] = 1;

        assertThat(read(FIRST, file(wal, FIRST))).isInstanceOfSatisfying(Complete.class, complete -> {
            assertThat(complete.strayTail().isPresent()).isEqualTo(noted);
            complete.strayTail().ifPresent(stray -> assertThat(stray.offset()).isEqualTo(9 * PAGE + 1000));
        });
    }

    @ParameterizedTest
    @EnumSource
    void notesAnythingInTheRestOfThePageWithTheSwitch(PostgresMajor major) {
        SyntheticWal wal = wal(major);
        wal.record(new byte[100]);
        wal.switchSegment();
        file(wal, FIRST)[PAGE - 1] = 1;

        assertThat(read(FIRST, file(wal, FIRST)))
                .isInstanceOfSatisfying(Complete.class, complete -> assertThat(complete.strayTail())
                        .isPresent());
    }

    @Test
    void followsTheNumbersThat9Dot2Skips() {
        SegmentName last = SegmentName.parse("000000010000000000000FFE");
        SyntheticWal wal = new SyntheticWal(PostgresMajor.V9_2, CLUSTER, SegmentSize.SMALLEST, last);
        fill(wal, perSegment(), 1);
        wal.switchSegment();
        List<SegmentReading> readings = readAll(wal.files());

        assertThat(wal.files().keySet()).startsWith(last, SegmentName.parse("000000010000000100000000"));
        assertThat(readings).hasSize(2).allMatch(Complete.class::isInstance);
    }

    @Test
    void wantsEachSegmentToFollowTheOneBefore() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        fill(wal, 4 * perSegment(), 1);
        read(FIRST, file(wal, FIRST));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(THIRD, file(wal, THIRD)))
                .withMessage("000000010000000000000005 does not follow 000000010000000000000003");
        assertThat(read(SECOND, file(wal, SECOND))).isInstanceOf(Complete.class);
    }

    @Test
    void beginsAnewAfterDamage() {
        SyntheticWal wal = wal(PostgresMajor.V15);
        fill(wal, 4 * perSegment(), 1);
        read(FIRST, Arrays.copyOf(file(wal, FIRST), 100));

        assertThat(read(THIRD, file(wal, THIRD))).isInstanceOf(Complete.class);
    }

    @Test
    void letsAFailingStreamFail() {
        InputStream failing = new BrokenInputStream(() -> new IOException("connection lost"));

        assertThatThrownBy(() -> reader.read(FIRST, failing))
                .isInstanceOf(IOException.class)
                .hasMessage("connection lost");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 64})
    void readsSegmentsOfAnySize(int mebibytes) {
        SyntheticWal wal = new SyntheticWal(
                PostgresMajor.V15,
                CLUSTER,
                SegmentSize.of((long) mebibytes << 20),
                SegmentName.parse("000000010000000000000001"));
        fill(wal, 30, 1);
        wal.switchSegment();
        SegmentName name = SegmentName.parse("000000010000000000000001");

        assertThat(read(name, file(wal, name))).isInstanceOf(Complete.class);
    }
}
