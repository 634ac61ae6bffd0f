package org.walsafe.reconcile;

import org.walsafe.registry.Evidence;
import org.walsafe.wal.WalFileName;

/** What came of gathering evidence for a confirmation. */
sealed interface GatheredEvidence {

    /** Enough to confirm the file. */
    record Founded(Evidence evidence) implements GatheredEvidence {}

    /** The archive no longer has the file. */
    record Absent() implements GatheredEvidence {}

    /** The file must not be confirmed. */
    record Refused(ReconcileFinding finding) implements GatheredEvidence {}

    static GatheredEvidence refused(ReconcileFinding.Kind kind, WalFileName file, String sentence) {
        return new Refused(new ReconcileFinding(kind, file, sentence));
    }
}
