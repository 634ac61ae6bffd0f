package org.walsafe.reconcile;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * Remembers which archived files were refused, so that a bad one is not read through in every pass: it rests for 1, 2, 4 …
 * passes, {@value #LONGEST_REST} at most, and its finding stands meanwhile. Not thread-safe.
 */
final class Refusals {

    private static final int LONGEST_REST = 64;

    private final Map<WalFileName, Refusal> byFile = new HashMap<>();

    private record Refusal(ReconcileFinding finding, int rest, int passesLeft) {}

    /** Begins a pass: whatever PostgreSQL no longer waits for is forgotten. */
    void nextPass(Collection<WalFileName> waiting) {
        byFile.keySet().retainAll(waiting);
        byFile.replaceAll((file, refusal) -> new Refusal(refusal.finding, refusal.rest, refusal.passesLeft - 1));
    }

    void forget() {
        byFile.clear();
    }

    /** The finding that stands for {@code file} without looking again, if it rests in this pass. */
    Optional<ReconcileFinding> standing(WalFileName file) {
        Refusal refusal = byFile.get(file);
        return refusal == null || refusal.passesLeft <= 0 ? Optional.empty() : Optional.of(refusal.finding);
    }

    void add(ReconcileFinding finding) {
        Refusal before = byFile.get(finding.file());
        int rest = before == null ? 1 : Math.min(LONGEST_REST, before.rest * 2);
        byFile.put(finding.file(), new Refusal(finding, rest, rest));
    }

    void remove(WalFileName file) {
        byFile.remove(file);
    }
}
