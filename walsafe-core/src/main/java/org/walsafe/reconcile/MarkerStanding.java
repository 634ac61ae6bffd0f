package org.walsafe.reconcile;

import java.util.Optional;
import org.walsafe.archive.ClusterIdentity;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Lookup;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;

/**
 * What the registry's answer about a waiting file is worth. The statement of a registry that could not look is none of these.
 *
 * @since 0.1.0
 */
public sealed interface MarkerStanding {

    /** There is no marker. */
    record Missing() implements MarkerStanding {}

    /** A confirmation with evidence that nothing known contradicts. */
    record Attested() implements MarkerStanding {}

    /** A confirmation without evidence. */
    record Unattested() implements MarkerStanding {}

    /**
     * Something that confirms nothing stands in the marker's place.
     *
     * @param reason what is wrong with it, naming the marker and its place
     */
    record Invalid(String reason) implements MarkerStanding {}

    /**
     * A confirmation that speaks of another file than PostgreSQL's.
     *
     * @param reason what contradicts, as a clause
     */
    record Contradicts(String reason) implements MarkerStanding {}

    /** There is no marker. */
    MarkerStanding MISSING = new Missing();

    /** A good confirmation with evidence. */
    MarkerStanding ATTESTED = new Attested();

    /** A confirmation without evidence. */
    MarkerStanding UNATTESTED = new Unattested();

    /**
     * Judges what the registry knows of a file by what is known of the cluster.
     *
     * @param lookup the registry's answer
     * @param cluster whose file it is
     * @return the standing, or empty when the registry could not look
     */
    static Optional<MarkerStanding> of(Lookup lookup, ClusterIdentity cluster) {
        if (lookup instanceof Lookup.Confirmed confirmed) {
            return Optional.of(of(confirmed.confirmation(), cluster));
        }
        if (lookup instanceof Lookup.Invalid invalid) {
            return Optional.of(new Invalid(invalid.reason()));
        }
        return lookup instanceof Lookup.NotConfirmed ? Optional.of(MISSING) : Optional.empty();
    }

    private static MarkerStanding of(Confirmation confirmation, ClusterIdentity cluster) {
        if (!confirmation.isAttested()) {
            return UNATTESTED;
        }
        Evidence evidence = confirmation.evidence().orElse(Evidence.NONE);
        Optional<SystemIdentifier> identifier = evidence.systemIdentifier();
        if (identifier.isPresent() && !identifier.get().equals(cluster.systemIdentifier())) {
            return new Contradicts("it confirms a file of cluster " + identifier.get() + ", PostgreSQL is "
                    + cluster.systemIdentifier());
        }
        int segmentSize = cluster.geometry().segmentSize().bytes();
        boolean isSegment = confirmation.file() instanceof SegmentName;
        if (isSegment && evidence.size().orElse(segmentSize) != segmentSize) {
            return new Contradicts("it confirms a file of " + evidence.size().getAsLong()
                    + " bytes, PostgreSQL's segments have " + segmentSize);
        }
        return ATTESTED;
    }
}
