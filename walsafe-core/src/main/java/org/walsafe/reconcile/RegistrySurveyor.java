package org.walsafe.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.archive.ClusterIdentity;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerKind;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/**
 * Surveys a registry: one listing, and a look into each marker of a waiting file that was not looked into before.
 *
 * <p>A marker of a waiting file does not change by itself, so what was found good is remembered while the file waits and its
 * marker is listed. Not thread-safe.
 */
final class RegistrySurveyor {

    private final WalSafeRegistry registry;
    private Map<WalFileName, MarkerStanding> known = Map.of();

    RegistrySurveyor(WalSafeRegistry registry) {
        this.registry = registry;
    }

    /** Looks into every marker again next time. */
    void forget() {
        known = Map.of();
    }

    RegistrySurvey survey(ArchiveStatusListing status, ClusterIdentity cluster, ReconcileRules rules) {
        Listing listing = new Listing(
                status,
                new WithdrawalRule(status, cluster.geometry(), rules.markersKept()),
                rules.withdrawalsPerPass());
        registry.list(listing);
        Map<WalFileName, MarkerStanding> standings = new HashMap<>();
        for (WalFileName file : listing.marked) {
            MarkerStanding before = known.get(file);
            standings.put(file, before instanceof MarkerStanding.Attested ? before : standing(file, cluster));
        }
        known = standings;
        return new RegistrySurvey(standings, listing.finished, listing.finishedCount);
    }

    private MarkerStanding standing(WalFileName file, ClusterIdentity cluster) {
        Lookup lookup = registry.lookup(file);
        return MarkerStanding.of(lookup, cluster).orElseThrow(() -> unreachable(lookup));
    }

    private RegistryUnreachableException unreachable(Lookup lookup) {
        String reason = lookup instanceof Lookup.Unknown unknown ? unknown.reason() : lookup.toString();
        return new RegistryUnreachableException(
                "the registry " + registry.location() + " could not be read: " + reason,
                "Nothing was changed; reconciling goes on where it stopped once the registry can be reached.",
                new java.io.IOException(reason));
    }

    /** Keeps the few names that matter of a listing of any length. */
    private static final class Listing implements MarkerVisitor {

        private final ArchiveStatusListing status;
        private final WithdrawalRule withdrawal;
        private final int mostFinished;
        private final List<WalFileName> marked = new ArrayList<>();
        private final List<WalFileName> finished = new ArrayList<>();
        private long finishedCount;

        Listing(ArchiveStatusListing status, WithdrawalRule withdrawal, int mostFinished) {
            this.status = status;
            this.withdrawal = withdrawal;
            this.mostFinished = mostFinished;
        }

        @Override
        public void marker(MarkerKey key) {
            if (key.kind() != MarkerKind.CONFIRMATION) {
                return;
            }
            if (status.isWaiting(key.file())) {
                marked.add(key.file());
            } else if (withdrawal.allows(key.file())) {
                finishedCount++;
                if (finished.size() < mostFinished) {
                    finished.add(key.file());
                }
            }
        }

        @Override
        public void stranger(String name) {
            // the registry's own tools report strangers
        }
    }
}
