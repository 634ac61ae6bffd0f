package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Lookup;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

class MarkerStandingTest {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000003");

    private static final WalFileName HISTORY = WalFileName.parse("00000002.history");

    @Test
    void anAnswerFromARegistryThatCouldNotLookIsNone() {
        assertThat(MarkerStanding.of(new Lookup.Unknown("no answer"), InMemoryPrimary.CLUSTER))
                .isEmpty();
    }

    @Test
    void tellsMissingInvalidAndUnattestedApart() {
        assertThat(standing(new Lookup.NotConfirmed())).isEqualTo(MarkerStanding.MISSING);
        assertThat(standing(new Lookup.Invalid("torn"))).isEqualTo(new MarkerStanding.Invalid("torn"));
        assertThat(standing(new Lookup.Confirmed(Confirmation.unattested(SEGMENT))))
                .isEqualTo(MarkerStanding.UNATTESTED);
    }

    @Test
    void evidenceOfThisClusterStands() {
        assertThat(attested(SEGMENT, Evidence.NONE)).isEqualTo(MarkerStanding.UNATTESTED);
        assertThat(attested(
                        SEGMENT,
                        Evidence.NONE
                                .withSystemIdentifier(InMemoryPrimary.SYSTEM_IDENTIFIER)
                                .withSize(1 << 20)))
                .isEqualTo(MarkerStanding.ATTESTED);
        assertThat(attested(HISTORY, Evidence.NONE.withSize(41))).isEqualTo(MarkerStanding.ATTESTED);
    }

    @Test
    void anotherClustersIdentifierContradicts() {
        assertThat(attested(HISTORY, Evidence.NONE.withSystemIdentifier(SystemIdentifier.parse("17"))))
                .isInstanceOf(MarkerStanding.Contradicts.class)
                .hasToString("Contradicts[reason=it confirms a file of cluster 17, PostgreSQL is "
                        + InMemoryPrimary.SYSTEM_IDENTIFIER + "]");
    }

    @Test
    void anotherSizeThanThatOfTheClustersSegmentsContradicts() {
        assertThat(attested(SEGMENT, Evidence.NONE.withSize(16 << 20)))
                .isInstanceOf(MarkerStanding.Contradicts.class)
                .asString()
                .contains("16777216 bytes");
    }

    private static MarkerStanding attested(WalFileName file, Evidence evidence) {
        return standing(new Lookup.Confirmed(Confirmation.attested(file, evidence)));
    }

    private static MarkerStanding standing(Lookup lookup) {
        Optional<MarkerStanding> standing = MarkerStanding.of(lookup, InMemoryPrimary.CLUSTER);
        return standing.orElseThrow();
    }
}
