package org.walsafe.jdbc.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

class TimelineWalkTest {

    private static final TimelineId THIRD = TimelineId.of(3);
    private static final TimelineId FIFTH = TimelineId.of(5);

    private final TimelineWalk walk = new TimelineWalk(
            FIFTH,
            Optional.of(TimelineHistory.parse(
                    new TimelineHistoryName(FIFTH),
                    "1\t0/3000140\treason\n3\t0/5000000\treason\n".getBytes(StandardCharsets.US_ASCII))),
            WalGeometry.DEFAULT);

    @Test
    void leadsFromEachAncestorToItsChild() {
        assertThat(walk.endOf(TimelineId.FIRST)).hasValue(Lsn.parse("0/3000140"));
        assertThat(walk.behind(TimelineId.FIRST)).isEqualTo(new WalPosition(THIRD, Lsn.parse("0/3000000")));
        assertThat(walk.behind(THIRD)).isEqualTo(new WalPosition(FIFTH, Lsn.parse("0/5000000")));
        assertThat(walk.endOf(FIFTH)).isEmpty();
    }

    @Test
    void passesNoTimelineThatIsNoAncestor() {
        assertThat(walk.passes(TimelineId.FIRST)).isTrue();
        assertThat(walk.passes(FIFTH)).isTrue();
        assertThat(walk.passes(TimelineId.of(2))).isFalse();
        assertThat(walk.passes(TimelineId.of(6))).isFalse();
    }
}
