package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.tck.SyntheticWal;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/** What can happen to one segment of an archive, in each layout of records, and what it is called. */
class DamageTableTest {

    private static final String FIRST = segment(1, 1);
    private static final String HIT = segment(1, 3);
    private static final String NEXT = segment(1, 4);
    private static final int SEGMENTS = 5;
    private static final int PAGE = 8192;
    private static final SystemIdentifier STRANGER = SystemIdentifier.parse("7000000000000000001");

    /** What is done to the archive. */
    enum Damage {
        CUT_WITHIN_A_PAGE(FindingKind.DAMAGED, "file length: expected 1048576 bytes, found the end of the file") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                archive.files.put(HIT, Arrays.copyOf(archive.files.get(HIT), 10_000));
            }
        },
        CUT_BEHIND_A_PAGE(FindingKind.DAMAGED, "file length: expected 1048576 bytes, found the end of the file") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                archive.files.put(HIT, Arrays.copyOf(archive.files.get(HIT), 2 * PAGE));
            }
        },
        EMPTIED(FindingKind.DAMAGED, "found the file ends after 0 bytes, within the header of its first page") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                archive.files.put(HIT, new byte[0]);
            }
        },
        APPENDED_TO(FindingKind.DAMAGED, "file length: expected 1048576 bytes, found more") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                archive.files.put(HIT, Arrays.copyOf(archive.files.get(HIT), SegmentSize.SMALLEST.bytes() + 1));
            }
        },
        SWAPPED_WITH_THE_NEXT(
                FindingKind.FOREIGN,
                "its first page is that of LSN 0/400000, but a segment of this name begins at 0/300000") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                archive.files.put(NEXT, archive.files.put(HIT, archive.files.get(NEXT)));
            }
        },
        FIRST_PAGE_OF_ZEROS(FindingKind.DAMAGED, "zeros") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                Arrays.fill(archive.files.get(HIT), 0, PAGE, (byte) 0);
            }
        },
        PAGE_OF_ZEROS(
                FindingKind.DAMAGED,
                "at offset 8192 (LSN 0/302000): page: expected a page of LSN 0/302000, found zeros") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                Arrays.fill(archive.files.get(HIT), PAGE, 2 * PAGE, (byte) 0);
            }
        },
        ZEROS_FROM_A_PAGE_ON(FindingKind.UNFINISHED, "zeros") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                byte[] segment = archive.files.get(HIT);
                Arrays.fill(segment, PAGE, segment.length, (byte) 0);
            }
        },
        ALL_ZEROS(FindingKind.DAMAGED, "zeros") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                archive.files.put(HIT, new byte[SegmentSize.SMALLEST.bytes()]);
            }
        },
        OF_ANOTHER_CLUSTER(FindingKind.FOREIGN, "it belongs to the cluster 7000000000000000001 (initialised") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                SyntheticWal other = new SyntheticWal(major, STRANGER, SegmentSize.SMALLEST, SegmentName.parse(FIRST));
                ArchiveInMemory.fill(other, SEGMENTS);
                archive.files.put(HIT, other.files().get(SegmentName.parse(HIT)));
            }
        },
        OF_A_NEWER_TIMELINE(FindingKind.FOREIGN, "its first page is of timeline 2, newer than timeline 1 in its name") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                SyntheticWal promoted = ArchiveInMemory.log(major, FIRST);
                ArchiveInMemory.fill(promoted, 1);
                promoted.promote(TimelineId.of(2));
                ArchiveInMemory.fill(promoted, SEGMENTS);
                archive.files.put(HIT, promoted.files().get(SegmentName.parse(segment(2, 3))));
            }
        },
        OF_A_FORK_WITH_THE_SAME_IDENTIFIER(FindingKind.FOREIGN, "it is of another history than the segment before it") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                SyntheticWal fork = ArchiveInMemory.log(major, FIRST);
                for (int i = 0; i < SEGMENTS; i++) {
                    fork.record(new byte[3000]);
                    fork.switchSegment();
                }
                archive.files.put(HIT, fork.files().get(SegmentName.parse(HIT)));
            }
        },
        OF_AN_OLDER_TIMELINE(
                FindingKind.FOREIGN,
                "it is of an older timeline than its name says: 000000020000000000000004 at offset 0 (LSN 0/400000):"
                        + " timeline of the segment: expected 2, found 1") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                promote(archive, major);
                archive.files.put(segment(2, 4), archive.files.get(segment(1, 4)));
            }

            @Override
            String hit() {
                return segment(2, 4);
            }
        },
        OF_THE_TIMELINE_THAT_ITS_OWN_BEGINS_AFTER(
                FindingKind.FOREIGN, "timeline of the segment: expected 2 by the end of this segment, found 1") {
            @Override
            void to(ArchiveInMemory archive, PostgresMajor major) {
                promote(archive, major);
                archive.files.put(segment(2, 3), archive.files.get(segment(1, 3)));
            }

            @Override
            String hit() {
                return segment(2, 3);
            }
        };

        /** A standby is promoted within the third segment, and the old primary goes on. */
        private static void promote(ArchiveInMemory archive, PostgresMajor major) {
            SyntheticWal promoted = ArchiveInMemory.log(major, FIRST);
            ArchiveInMemory.fill(promoted, 2);
            promoted.record(new byte[1000]);
            Lsn left = promoted.promote(TimelineId.of(2));
            ArchiveInMemory.fill(promoted, SEGMENTS);
            promoted.files().forEach((name, content) -> archive.files.putIfAbsent(name.text(), content));
            archive.history(2, "1\t" + left + "\tno recovery target specified\n");
        }

        private final FindingKind kind;
        private final String said;

        Damage(FindingKind kind, String said) {
            this.kind = kind;
            this.said = said;
        }

        /** The segment that is damaged. */
        String hit() {
            return HIT;
        }

        abstract void to(ArchiveInMemory archive, PostgresMajor major);
    }

    private static String segment(int timeline, int number) {
        return String.format("%08X%08X%08X", timeline, 0, number);
    }

    static Stream<Arguments> everyDamageInEachLayout() {
        return Stream.of(PostgresMajor.V9_2, PostgresMajor.V9_4, PostgresMajor.V10, PostgresMajor.V18)
                .flatMap(major -> Stream.of(Damage.values()).map(damage -> Arguments.of(major, damage)));
    }

    @ParameterizedTest
    @MethodSource("everyDamageInEachLayout")
    void everyDamageIsNamed(PostgresMajor major, Damage damage) throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(major, FIRST, SEGMENTS);
        damage.to(archive, major);

        assertThat(findings(archive))
                .filteredOn(finding -> finding.subject().equals(damage.hit()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(damage.kind);
                    assertThat(finding.sentence()).contains(damage.said);
                });
    }

    /** Its header alone tells, where the timeline's history says that it began before. */
    @Test
    void aSegmentOfAnOlderTimelineIsNamedByItsHeader() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V18, FIRST, SEGMENTS);
        Damage.OF_AN_OLDER_TIMELINE.to(archive, PostgresMajor.V18);

        ArchiveReport report =
                new ArchiveVerifier(ArchiveVerifierConfig.of(archive).withLevel(VerificationLevel.HEADERS)).verify();

        assertThat(report.findings().kept())
                .extracting(Finding::toString)
                .containsExactly(segment(2, 4)
                        + ": it is of an older timeline than its name says: its first page is of timeline 1");
    }

    private static List<Finding> findings(ArchiveInMemory archive) throws IOException {
        return new ArchiveVerifier(
                        ArchiveVerifierConfig.of(archive).withThreads(1).withTime(() -> ArchiveInMemory.NOW))
                .verify()
                .findings()
                .kept();
    }
}
