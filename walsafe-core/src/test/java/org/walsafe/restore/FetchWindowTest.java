package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalGeometry;

class FetchWindowTest {

    private final FetchWindow window = new FetchWindow(WalGeometry.DEFAULT, 3);

    private static SegmentName segment(int number) {
        return SegmentName.parse(String.format("0000000100000000%08X", number));
    }

    private Optional<SegmentName> take(SegmentName... ready) {
        return window.take(Set.of(ready));
    }

    @Test
    void nothingIsFetchedBeforeAnybodyAsks() {
        assertThat(take()).isEmpty();
    }

    @Test
    void itFillsUpWithTheSegmentsThatFollow() {
        window.moveTo(segment(0xFE), Set.of());

        assertThat(take()).contains(segment(0xFE));
        assertThat(take()).contains(segment(0xFF));
        assertThat(take()).contains(SegmentName.parse("000000010000000100000000"));
        assertThat(take()).isEmpty();
    }

    @Test
    void whatIsReadyTakesRoomUntilItIsTaken() {
        window.moveTo(segment(1), Set.of());
        take();
        take();
        take();
        assertThat(window.arrived(segment(1))).isTrue();

        assertThat(take(segment(1))).isEmpty();
        assertThat(take()).contains(segment(4));
    }

    @Test
    void whoAsksForWhatIsReadyOrComingMovesNothing() {
        window.moveTo(segment(1), Set.of());
        take();

        assertThat(window.moveTo(segment(1), Set.of())).isFalse();
        assertThat(window.moveTo(segment(2), Set.of())).isFalse();
        assertThat(window.moveTo(segment(9), Set.of(segment(9)))).isFalse();
        assertThat(take()).contains(segment(2));
    }

    @Test
    void whoAsksForSomethingElseMovesItAndWhatIsComingHelpsNoMore() {
        window.moveTo(segment(50), Set.of());
        take();

        assertThat(window.moveTo(segment(7), Set.of())).isTrue();
        assertThat(take()).contains(segment(7));
        assertThat(window.arrived(segment(50))).isFalse();
        assertThat(window.arrived(segment(7))).isTrue();
    }

    @Test
    void whatFailedIsTriedAgainBeforeWhatFollows() {
        window.moveTo(segment(1), Set.of());
        take();
        take();
        window.failed(segment(2), segment(2));
        window.failed(segment(1), segment(1));

        assertThat(take()).contains(segment(1));
        assertThat(take()).contains(segment(2));
    }

    @Test
    void aTimelineThatEndsIsFollowedByTheNext() {
        SegmentName onTwo = SegmentName.parse("000000020000000000000001");
        window.moveTo(segment(1), Set.of());
        take();
        window.failed(segment(1), onTwo);

        assertThat(take()).contains(onTwo);
        assertThat(take()).contains(SegmentName.parse("000000020000000000000002"));
    }

    @Test
    void aFailureBehindTheWindowMovesNothing() {
        window.moveTo(segment(50), Set.of());
        take();
        window.moveTo(segment(7), Set.of());
        window.failed(segment(50), segment(50));

        assertThat(take()).contains(segment(7));
    }
}
