package org.walsafe.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.reconcile.MarkerStanding.Contradicts;
import org.walsafe.reconcile.MarkerStanding.Invalid;
import org.walsafe.reconcile.MarkerStanding.Missing;
import org.walsafe.reconcile.MarkerStanding.Unattested;
import org.walsafe.reconcile.ReconcileAction.ReportMissing.Source;
import org.walsafe.wal.WalFileName;

/**
 * What follows from comparing PostgreSQL, the archive and the registry: a pure function of what was seen, in the order in
 * which PostgreSQL offers the files, withdrawals last.
 *
 * <p>A plan says nothing about how things came to be, so it does not matter which hook was lost or who was killed when: as
 * long as PostgreSQL waits for a file that the archive holds, the plan confirms it.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param actions what to do
 * @param unconfirmed the files that hold up PostgreSQL as things stand, in its order
 * @since 0.1.0
 */
public record ReconcilePlan(List<ReconcileAction> actions, List<WalFileName> unconfirmed) {

    /** Copies the lists. */
    public ReconcilePlan {
        actions = List.copyOf(actions);
        unconfirmed = List.copyOf(unconfirmed);
    }

    /**
     * Compares.
     *
     * @param status what PostgreSQL waits for and has
     * @param registry what the registry holds
     * @param archived which of the waiting files the archive has by name; others in it do not matter
     * @param rules the user's choices
     * @return the plan
     */
    public static ReconcilePlan of(
            ArchiveStatusListing status, RegistrySurvey registry, Set<WalFileName> archived, ReconcileRules rules) {
        List<ReconcileAction> actions = new ArrayList<>();
        List<WalFileName> unconfirmed = new ArrayList<>();
        for (WalFileName file : status.waiting()) {
            FileTreatment treatment = rules.treatmentOf(file);
            if (treatment == FileTreatment.LEFT_ALONE) {
                continue;
            }
            MarkerStanding standing = registry.standingOf(file);
            if (treatment == FileTreatment.REQUIRED && !confirms(standing)) {
                unconfirmed.add(file);
            }
            if (archived.contains(file)) {
                planArchived(file, standing, rules, actions);
            } else if (treatment == FileTreatment.REQUIRED) {
                planUnarchived(file, standing, status, actions);
            }
        }
        for (WalFileName file : registry.finished()) {
            actions.add(new ReconcileAction.Withdraw(file));
        }
        return new ReconcilePlan(actions, unconfirmed);
    }

    private static boolean confirms(MarkerStanding standing) {
        return standing instanceof MarkerStanding.Attested || standing instanceof Unattested;
    }

    private static void planArchived(
            WalFileName file, MarkerStanding standing, ReconcileRules rules, List<ReconcileAction> actions) {
        if (standing instanceof Missing) {
            actions.add(new ReconcileAction.Confirm(file));
        } else if (standing instanceof Invalid invalid) {
            actions.add(new ReconcileAction.Replace(file, invalid.reason()));
        } else if (standing instanceof Unattested && rules.unattested() == UnattestedMarkers.UPGRADE) {
            actions.add(new ReconcileAction.Upgrade(file));
        } else if (standing instanceof Contradicts contradicts) {
            actions.add(new ReconcileAction.ReportConflict(file, contradicts.reason()));
        }
    }

    private static void planUnarchived(
            WalFileName file, MarkerStanding standing, ArchiveStatusListing status, List<ReconcileAction> actions) {
        if (standing instanceof Contradicts contradicts) {
            actions.add(new ReconcileAction.ReportConflict(file, contradicts.reason()));
        } else if (!confirms(standing)) {
            actions.add(new ReconcileAction.ReportMissing(file, status.isKept(file) ? Source.KEPT : Source.GONE));
        }
    }
}
