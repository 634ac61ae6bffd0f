package org.walsafe.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a verification found: all of it counted, and of each kind the first ones kept.
 *
 * <p>Immutable and thread-safe.
 *
 * @param verdict the answer that follows from all of them
 * @param kept of each kind the first {@value #KEPT_PER_KIND} at most, the gravest kinds first
 * @param counts how many of each kind there are, waived ones left out; a kind that was not found is not in it
 * @param waived how many losses are waived
 * @since 0.1.0
 */
public record Findings(Verdict verdict, List<Finding> kept, Map<FindingKind, Long> counts, long waived) {

    /** So many findings of each kind are kept. */
    public static final int KEPT_PER_KIND = 1000;

    private static final Comparator<Finding> GRAVEST_FIRST = Comparator.comparing(
                    (Finding finding) -> finding.kind().severity())
            .reversed()
            .thenComparing(Finding::kind)
            .thenComparing(Finding::subject);

    /** Copies the list and the map. */
    public Findings {
        kept = List.copyOf(kept);
        counts = Map.copyOf(counts);
    }

    /** Collects findings. Thread-safe. */
    static final class Collector {

        private final Map<FindingKind, List<Finding>> kept = new EnumMap<>(FindingKind.class);
        private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);
        private Verdict verdict = Verdict.GOOD;
        private long waived;

        synchronized void add(Finding finding) {
            List<Finding> ofKind = kept.computeIfAbsent(finding.kind(), kind -> new ArrayList<>());
            if (ofKind.size() < KEPT_PER_KIND) {
                ofKind.add(finding);
            }
            if (finding.waiver().isPresent()) {
                waived++;
                return;
            }
            counts.merge(finding.kind(), 1L, Long::sum);
            verdict = verdict.and(finding.kind().severity());
        }

        synchronized Findings collected() {
            List<Finding> sorted = kept.values().stream()
                    .flatMap(List::stream)
                    .sorted(GRAVEST_FIRST)
                    .toList();
            return new Findings(verdict, sorted, counts, waived);
        }
    }
}
