package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.walsafe.archive.ArchiveDecision.Archived;
import org.walsafe.archive.ArchiveDecision.ArchivedWithHole;
import org.walsafe.archive.ArchiveDecision.Pending;
import org.walsafe.archive.ArchiveDecision.Refused;
import org.walsafe.archive.ArchiveDecision.Unknown;
import org.walsafe.registry.Hole;

class ArchiveExitStatusTest {

    private static final Hole HOLE = new Hole(Questions.SEGMENT, "the disk is full", "mary", Questions.NOW);

    @Test
    void onlyADecisionThatLetsTheFileGoIsZero() {
        assertThat(code(new Archived("r", "s"))).isZero();
        assertThat(code(new ArchivedWithHole("r", "s", HOLE, List.of()))).isZero();
        assertThat(code(new Pending("r", "s"))).isEqualTo(1);
        assertThat(code(new Refused("r", "s"))).isEqualTo(2);
        assertThat(code(new Unknown("r", "s"))).isEqualTo(3);
    }

    @Test
    void noneEndsPostgresqlsArchiver() {
        assertThat(ArchiveExitStatus.values())
                .allSatisfy(status -> assertThat(status.code()).isBetween(0, 125));
    }

    @Test
    void theTableSaysWhatEachMeans() {
        assertThat(ArchiveExitStatus.table().lines())
                .hasSize(ArchiveExitStatus.values().length)
                .first()
                .asString()
                .startsWith("  0  archived:");
    }

    private static int code(ArchiveDecision decision) {
        return ArchiveExitStatus.of(decision).code();
    }
}
