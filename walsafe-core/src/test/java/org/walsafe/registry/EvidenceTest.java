package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;

class EvidenceTest {

    @Test
    void attestsSomethingByAnyOneStatementThatTheFileCanBeHeldTo() {
        assertThat(Evidence.NONE.withKind(EvidenceKind.RECEIVED).attestsAnything())
                .isTrue();
        assertThat(Evidence.NONE
                        .withSystemIdentifier(SystemIdentifier.parse("1"))
                        .attestsAnything())
                .isTrue();
        assertThat(Evidence.NONE.withSize(16).attestsAnything()).isTrue();
        assertThat(Evidence.NONE.withSha256(Sha256.of(new byte[0])).attestsAnything())
                .isTrue();
    }

    @Test
    void whoConfirmedAndWhenAttestsNothing() {
        assertThat(Evidence.NONE.withConfirmer("barman", Instant.EPOCH).attestsAnything())
                .isFalse();
    }

    @Test
    void identicalSaysMoreThanArchivedAndThatMoreThanReceived() {
        assertThat(EvidenceKind.IDENTICAL.isAtLeast(EvidenceKind.ARCHIVED)).isTrue();
        assertThat(EvidenceKind.ARCHIVED.isAtLeast(EvidenceKind.ARCHIVED)).isTrue();
        assertThat(EvidenceKind.RECEIVED.isAtLeast(EvidenceKind.ARCHIVED)).isFalse();
    }
}
