package org.walsafe.jdbc.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.error.WalSafeException;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerKind;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * Whether a registry fits the server that asks it. Changes nothing. Thread-safe. Blocks as long as the registry may.
 *
 * @since 0.1.0
 */
public final class RegistryChecks {

    private static final int MARKERS_READ = 100;
    private static final int STALE_MARKERS = 100;

    private RegistryChecks() {}

    /**
     * Examines a registry.
     *
     * @param registry the registry
     * @param cluster the server's cluster
     * @param status what the server waits for
     * @return what was found; empty where all is well
     */
    public static List<DoctorFinding> examine(
            WalSafeRegistry registry, SystemIdentifier cluster, ArchiveStatusListing status) {
        List<DoctorFinding> findings = new ArrayList<>();
        Markers markers = new Markers(status);
        try {
            registry.list(markers);
        } catch (WalSafeException e) {
            findings.add(unusable(e));
            return findings;
        }
        foreign(registry, cluster, markers).ifPresent(findings::add);
        if (markers.strangers > 0) {
            findings.add(new DoctorFinding(
                    Severity.WARNING,
                    "registry",
                    "The registry holds " + markers.strangers + " things that are no markers.",
                    "'walsafe list' names them; move them away."));
        }
        if (markers.stale >= STALE_MARKERS) {
            findings.add(new DoctorFinding(
                    Severity.WARNING,
                    "stale-markers",
                    markers.stale + " markers speak of WAL files that PostgreSQL no longer has.",
                    "Run 'walsafe reconcile', which withdraws them."));
        }
        waiting(registry, status).ifPresent(findings::add);
        return findings;
    }

    /**
     * {@return the finding that a registry cannot be opened or read}
     *
     * @param why what it failed with
     */
    public static DoctorFinding unusable(WalSafeException why) {
        return new DoctorFinding(
                Severity.CRITICAL,
                "registry",
                "The registry cannot be used: " + why.getMessage() + ".",
                why.hint().orElse("Until it can, PostgreSQL keeps every WAL file."));
    }

    private static Optional<DoctorFinding> foreign(
            WalSafeRegistry registry, SystemIdentifier cluster, Markers markers) {
        for (WalFileName file : markers.sample) {
            if (registry.lookup(file) instanceof Lookup.Confirmed confirmed) {
                Optional<SystemIdentifier> named =
                        confirmed.confirmation().evidence().flatMap(Evidence::systemIdentifier);
                if (named.isPresent() && !named.get().equals(cluster)) {
                    return Optional.of(new DoctorFinding(
                            Severity.CRITICAL,
                            "registry-cluster",
                            "The registry holds confirmations of the cluster " + named.get() + ", and this server is "
                                    + cluster + ".",
                            "Give each cluster a registry of its own, and the gate the right one."));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<DoctorFinding> waiting(WalSafeRegistry registry, ArchiveStatusListing status) {
        Optional<WalFileName> next = status.waiting().stream().findFirst();
        if (next.isPresent() && registry.lookup(next.get()) instanceof Lookup.Invalid invalid) {
            return Optional.of(new DoctorFinding(
                    Severity.CRITICAL,
                    "invalid-marker",
                    "PostgreSQL waits for " + next.get() + ", and " + invalid.reason() + ".",
                    "Look at it, then 'walsafe withdraw' it and reconcile."));
        }
        return Optional.empty();
    }

    private static final class Markers implements MarkerVisitor {

        private final ArchiveStatusListing status;
        private final List<WalFileName> sample = new ArrayList<>();
        private long stale;
        private long strangers;

        private Markers(ArchiveStatusListing status) {
            this.status = status;
        }

        @Override
        public void marker(MarkerKey key) {
            if (key.kind() == MarkerKind.CONFIRMATION) {
                if (sample.size() < MARKERS_READ) {
                    sample.add(key.file());
                }
                stale += status.isKept(key.file()) || status.isWaiting(key.file()) ? 0 : 1;
            }
        }

        @Override
        public void stranger(String name) {
            strangers++;
        }
    }
}
