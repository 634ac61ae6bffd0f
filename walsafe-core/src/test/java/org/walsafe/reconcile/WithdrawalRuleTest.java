package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

class WithdrawalRuleTest {

    private final ArchiveStatusListing.Builder listing =
            ArchiveStatusListing.builder("localhost:/data", InMemoryPrimary.NOW);

    @Test
    void aMarkerGoesWhenItsSegmentIsBehindTheOldestByMoreThanTheMargin() {
        listing.walFile("000000010000000000000020");

        assertThat(allows("00000001000000000000001B")).isTrue();
        assertThat(allows("00000001000000000000001C")).isFalse();
        assertThat(allows("000000010000000000000020")).isFalse();
        assertThat(allows("000000010000000000000021")).isFalse();
    }

    @Test
    void theTimelineDoesNotMatter() {
        listing.walFile("000000020000000000000020");

        assertThat(allows("000000010000000000000001")).isTrue();
        assertThat(allows("000000030000000000000001")).isTrue();
        assertThat(allows("000000010000000000000020")).isFalse();
    }

    @Test
    void theMarginReachesAcrossLogs() {
        listing.walFile("000000010000000100000002");

        assertThat(allows("0000000100000000000000FE")).isFalse();
        assertThat(allows("0000000100000000000000FD")).isTrue();
    }

    @Test
    void whatWaitsKeepsItsMarkerHoweverOldItIs() {
        listing.walFile("000000010000000000000020");
        listing.statusFile("000000010000000000000001.ready");

        assertThat(allows("000000010000000000000001")).isFalse();
    }

    @Test
    void whatIsMarkedDoneButGoneLosesIt() {
        listing.walFile("000000010000000000000020");
        listing.statusFile("000000010000000000000001.done");

        assertThat(allows("000000010000000000000001")).isTrue();
    }

    @Test
    void partialSegmentsAndBackupHistoriesGoWithTheirSegmentUnlessTheyAreThere() {
        listing.walFile("000000010000000000000020");
        listing.walFile("000000010000000000000002.00000028.backup");

        assertThat(allows("000000010000000000000001.partial")).isTrue();
        assertThat(allows("000000010000000000000001.00000028.backup")).isTrue();
        assertThat(allows("000000010000000000000002.00000028.backup")).isFalse();
    }

    @Test
    void timelineHistoriesKeepTheirs() {
        listing.walFile("000000050000000000000020");

        assertThat(allows("00000002.history")).isFalse();
    }

    @Test
    void namesThatThisClusterCannotHaveAreLeftAlone() {
        listing.walFile("000000010000000000000020");

        assertThat(allows("000000010000000000000100")).isFalse();
        assertThat(allows("0000000100000000FFFFFFFF")).isFalse();
    }

    @Test
    void whereNoSegmentsAreSeenNothingGoes() {
        assertThat(allows("000000010000000000000001")).isFalse();
    }

    private boolean allows(String file) {
        WalGeometry geometry = new WalGeometry(SegmentSize.DEFAULT, SegmentNumbering.CONTINUOUS);
        return new WithdrawalRule(listing.build(), geometry, 4).allows(WalFileName.parse(file));
    }
}
