package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.archive.ClusterIdentity;
import org.walsafe.reconcile.ArchivedFile.Absent;
import org.walsafe.reconcile.ArchivedFile.Sound;
import org.walsafe.reconcile.ArchivedFile.Unusable;
import org.walsafe.tck.WalSamples;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

class ArchiveExaminerTest {

    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000000000003");

    private static final WalFileName HISTORY = WalFileName.parse("00000002.history");

    private final InMemoryArchive archive = new InMemoryArchive();

    private final ArchiveExaminer examiner = new ArchiveExaminer(archive, InMemoryPrimary.CLUSTER);

    @Test
    void aSegmentOfTheClusterIsSound() throws IOException {
        byte[] content = InMemoryPrimary.segment(SEGMENT);
        archive.files.put(SEGMENT, content);

        assertThat(examiner.examine(SEGMENT, EvidenceDepth.CONTENT))
                .isEqualTo(new Sound(
                        Optional.of(InMemoryPrimary.SYSTEM_IDENTIFIER),
                        OptionalLong.of(content.length),
                        Optional.of(Sha256.of(content))));
    }

    @Test
    void theHeaderAloneTellsNoDigest() throws IOException {
        byte[] content = InMemoryPrimary.segment(SEGMENT);
        archive.files.put(SEGMENT, content);
        assertThat(examiner.examine(SEGMENT, EvidenceDepth.HEADER))
                .isEqualTo(new Sound(
                        Optional.of(InMemoryPrimary.SYSTEM_IDENTIFIER),
                        OptionalLong.of(content.length),
                        Optional.empty()));

        archive.files.put(SEGMENT, gzipped(content));
        assertThat(examiner.examine(SEGMENT, EvidenceDepth.HEADER))
                .isEqualTo(new Sound(
                        Optional.of(InMemoryPrimary.SYSTEM_IDENTIFIER), OptionalLong.empty(), Optional.empty()));
    }

    @Test
    void aCompressedSegmentIsJudgedByItsContent() throws IOException {
        byte[] content = InMemoryPrimary.segment(SEGMENT);
        archive.files.put(SEGMENT, gzipped(content));

        assertThat(examiner.examine(SEGMENT, EvidenceDepth.CONTENT))
                .isEqualTo(new Sound(
                        Optional.of(InMemoryPrimary.SYSTEM_IDENTIFIER),
                        OptionalLong.of(content.length),
                        Optional.of(Sha256.of(content))));
    }

    @ParameterizedTest
    @MethodSource("aSegmentOfEachVersion")
    void segmentsOfRealServersAreSound(WalSamples.Sample sample) throws IOException {
        SystemIdentifier identifier = WalSamples.systemIdentifier(sample.major());
        ClusterIdentity cluster = new ClusterIdentity(
                identifier, new WalGeometry(SegmentSize.DEFAULT, sample.major().numbering()));
        archive.files.put(sample.name(), sample.bytes());

        assertThat(new ArchiveExaminer(archive, cluster).examine(sample.name(), EvidenceDepth.HEADER))
                .isInstanceOf(Sound.class);
    }

    static Stream<WalSamples.Sample> aSegmentOfEachVersion() {
        return Stream.of(PostgresMajor.values())
                .flatMap(major -> WalSamples.segments(major).limit(1));
    }

    @ParameterizedTest
    @MethodSource("org.walsafe.tck.WalSamples#timelineHistories()")
    void timelineHistoriesOfRealServersAreSound(WalSamples.Sample sample) throws IOException {
        archive.files.put(sample.name(), sample.bytes());

        assertThat(examiner.examine(sample.name(), EvidenceDepth.HEADER)).isInstanceOf(Sound.class);
    }

    @Test
    void aPartialSegmentIsJudgedAsItsSegment() throws IOException {
        WalFileName partial = new PartialSegmentName(SEGMENT);
        archive.files.put(partial, InMemoryPrimary.segment(SEGMENT));

        assertThat(examiner.examine(partial, EvidenceDepth.CONTENT)).isInstanceOf(Sound.class);
    }

    @Test
    void aBackupHistoryOnlyMustNotBeEmpty() throws IOException {
        WalFileName backup = WalFileName.parse("000000010000000000000002.00000028.backup");
        archive.files.put(backup, "anything".getBytes(StandardCharsets.US_ASCII));
        assertThat(examiner.examine(backup, EvidenceDepth.CONTENT)).isInstanceOf(Sound.class);

        archive.files.put(backup, new byte[0]);
        assertUnusable(backup, EvidenceDepth.CONTENT, ArchiveFlaw.EMPTY, "is empty");
    }

    @Test
    void whatIsNotThereIsAbsent() throws IOException {
        assertThat(examiner.examine(SEGMENT, EvidenceDepth.CONTENT)).isEqualTo(new Absent());
    }

    @Test
    void whatCannotBeLookedAtIsNotAbsent() {
        archive.failure = Optional.of(new IOException("the disk is gone"));

        assertThatThrownBy(() -> examiner.examine(SEGMENT, EvidenceDepth.CONTENT))
                .hasMessage("the disk is gone");
    }

    @ParameterizedTest
    @EnumSource(EvidenceDepth.class)
    void anEmptyFileIsNoSegment(EvidenceDepth depth) {
        archive.files.put(SEGMENT, new byte[0]);

        assertUnusable(SEGMENT, depth, ArchiveFlaw.EMPTY, "is empty");
    }

    @ParameterizedTest
    @EnumSource(EvidenceDepth.class)
    void aFileOfTwoBytesIsTruncated(EvidenceDepth depth) {
        archive.files.put(SEGMENT, new byte[] {'h', 'i'});

        assertUnusable(SEGMENT, depth, ArchiveFlaw.TRUNCATED, "has 2 bytes of content");
    }

    @ParameterizedTest
    @EnumSource(EvidenceDepth.class)
    void aSegmentWithoutItsLastByteIsTruncated(EvidenceDepth depth) {
        archive.files.put(SEGMENT, Arrays.copyOf(InMemoryPrimary.segment(SEGMENT), (1 << 20) - 1));

        assertUnusable(SEGMENT, depth, ArchiveFlaw.TRUNCATED, "has 1048575 bytes of content");
    }

    @Test
    void aTruncatedCompressedFileCannotBeDecoded() throws IOException {
        byte[] stored = gzipped(InMemoryPrimary.segment(SEGMENT));
        archive.files.put(SEGMENT, Arrays.copyOf(stored, stored.length - 9));

        assertUnusable(SEGMENT, EvidenceDepth.CONTENT, ArchiveFlaw.UNDECODABLE, "memory:archive/" + SEGMENT);
    }

    @Test
    void aFileLongerThanASegmentIsNotReadToItsEnd() throws IOException {
        byte[] content = Arrays.copyOf(InMemoryPrimary.segment(SEGMENT), 3 << 20);
        archive.files.put(SEGMENT, gzipped(content));

        assertUnusable(SEGMENT, EvidenceDepth.CONTENT, ArchiveFlaw.UNDECODABLE, "more than the 1048576 bytes");
    }

    @ParameterizedTest
    @EnumSource(EvidenceDepth.class)
    void aSegmentOfAnotherClusterIsForeign(EvidenceDepth depth) {
        archive.files.put(SEGMENT, InMemoryPrimary.segment(SEGMENT, SystemIdentifier.parse("17")));

        assertUnusable(SEGMENT, depth, ArchiveFlaw.OTHER_CLUSTER, "it belongs to the cluster 17");
    }

    @ParameterizedTest
    @EnumSource(EvidenceDepth.class)
    void aSegmentUnderAnothersNameIsMisnamed(EvidenceDepth depth) {
        archive.files.put(SEGMENT, InMemoryPrimary.segment(SegmentName.parse("000000010000000000000004")));

        assertUnusable(SEGMENT, depth, ArchiveFlaw.MISNAMED, "its first page is that of LSN 0/400000");
    }

    @Test
    void aSegmentOfZerosIsMisnamed() {
        archive.files.put(SEGMENT, new byte[1 << 20]);

        assertUnusable(SEGMENT, EvidenceDepth.CONTENT, ArchiveFlaw.MISNAMED, "begins with zeros");
    }

    @Test
    void aVersionFromTheFutureIsNotJudged() {
        byte[] content = InMemoryPrimary.segment(SEGMENT);
        content[0] = 0x55;
        content[1] = 0x55;
        archive.files.put(SEGMENT, content);

        assertUnusable(SEGMENT, EvidenceDepth.CONTENT, ArchiveFlaw.UNKNOWN_VERSION, "page magic 5555");
    }

    @Test
    void aTimelineHistoryMustBeOne() {
        archive.files.put(HISTORY, "5\t0/3000000\tno ancestor of 2\n".getBytes(StandardCharsets.US_ASCII));

        assertUnusable(HISTORY, EvidenceDepth.HEADER, ArchiveFlaw.MISNAMED, "memory:archive/00000002.history");
    }

    @Test
    void aTimelineHistoryThatACrashCutShortIsNoneThoughItReadsLikeOne() {
        archive.files.put(HISTORY, "1\t0/F".getBytes(StandardCharsets.US_ASCII)); // of "1\t0/FFE00000\t…\n"

        assertUnusable(HISTORY, EvidenceDepth.HEADER, ArchiveFlaw.TRUNCATED, "ends within a line after 5 bytes");
    }

    private void assertUnusable(WalFileName file, EvidenceDepth depth, ArchiveFlaw flaw, String reason) {
        try {
            assertThat(examiner.examine(file, depth))
                    .asInstanceOf(type(Unusable.class))
                    .satisfies(unusable -> {
                        assertThat(unusable.flaw()).isEqualTo(flaw);
                        assertThat(unusable.reason()).contains(reason).contains(file.text());
                    });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(stored)) {
            gzip.write(content);
        }
        return stored.toByteArray();
    }
}
