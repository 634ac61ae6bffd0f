package org.walsafe.reconcile;

import java.util.List;
import java.util.Map;
import org.walsafe.wal.WalFileName;

/**
 * What a registry holds, as far as it matters to the files that PostgreSQL waits for or has finished with.
 *
 * <p>Immutable and thread-safe.
 *
 * @param standings the waiting files that have a marker, and what it is worth
 * @param finished files whose marker may go, as many as one pass withdraws at most
 * @param finishedCount how many there are altogether
 * @since 0.1.0
 */
public record RegistrySurvey(
        Map<WalFileName, MarkerStanding> standings, List<WalFileName> finished, long finishedCount) {

    /** Copies the collections. */
    public RegistrySurvey {
        standings = Map.copyOf(standings);
        finished = List.copyOf(finished);
    }

    /**
     * {@return what the marker of {@code file} is worth}
     *
     * @param file a file that PostgreSQL waits for
     */
    public MarkerStanding standingOf(WalFileName file) {
        return standings.getOrDefault(file, MarkerStanding.MISSING);
    }
}
