package org.walsafe.reconcile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings: all are counted, the first of each kind kept. For one pass and one thread. */
final class ReconcileFindings {

    private final List<ReconcileFinding> kept = new ArrayList<>();
    private final Map<ReconcileFinding.Kind, Integer> counts = new EnumMap<>(ReconcileFinding.Kind.class);
    private int count;

    void add(ReconcileFinding finding) {
        count++;
        if (counts.merge(finding.kind(), 1, Integer::sum) <= ReconcileReport.FINDINGS_KEPT) {
            kept.add(finding);
        }
    }

    int count() {
        return count;
    }

    List<ReconcileFinding> kept() {
        return List.copyOf(kept);
    }
}
