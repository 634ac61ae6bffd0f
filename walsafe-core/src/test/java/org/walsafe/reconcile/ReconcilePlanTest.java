package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.reconcile.MarkerStanding.Contradicts;
import org.walsafe.reconcile.MarkerStanding.Invalid;
import org.walsafe.reconcile.ReconcileAction.Confirm;
import org.walsafe.reconcile.ReconcileAction.Replace;
import org.walsafe.reconcile.ReconcileAction.ReportConflict;
import org.walsafe.reconcile.ReconcileAction.ReportMissing;
import org.walsafe.reconcile.ReconcileAction.ReportMissing.Source;
import org.walsafe.reconcile.ReconcileAction.Upgrade;
import org.walsafe.reconcile.ReconcileAction.Withdraw;
import org.walsafe.wal.WalFileName;

class ReconcilePlanTest {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000003");

    private static final WalFileName NEXT = WalFileName.parse("000000010000000000000004");

    private static final WalFileName HISTORY = WalFileName.parse("00000002.history");

    private static final WalFileName PARTIAL = WalFileName.parse("000000010000000000000003.partial");

    private static final WalFileName BACKUP = WalFileName.parse("000000010000000000000003.00000028.backup");

    private final ArchiveStatusListing.Builder status =
            ArchiveStatusListing.builder("localhost:/data", InMemoryPrimary.NOW);

    private final Map<WalFileName, MarkerStanding> markers = new HashMap<>();

    private final Set<WalFileName> archived = new HashSet<>();

    private List<WalFileName> finished = List.of();

    private ReconcileRules rules = ReconcileRules.DEFAULT;

    @Test
    void confirmsWhatWaitsAndIsArchivedInTheArchiversOrder() {
        waits(NEXT, SEGMENT, HISTORY);
        archived.addAll(List.of(NEXT, SEGMENT, HISTORY));

        assertThat(plan().actions()).containsExactly(new Confirm(HISTORY), new Confirm(SEGMENT), new Confirm(NEXT));
        assertThat(plan().unconfirmed()).containsExactly(HISTORY, SEGMENT, NEXT);
    }

    @Test
    void leavesWhatIsConfirmed() {
        waits(SEGMENT, NEXT);
        archived.addAll(List.of(SEGMENT, NEXT));
        markers.put(SEGMENT, MarkerStanding.ATTESTED);
        markers.put(NEXT, MarkerStanding.UNATTESTED);

        assertThat(plan().actions()).isEmpty();
        assertThat(plan().unconfirmed()).isEmpty();
    }

    @Test
    void upgradesAnUnattestedMarkerWhereTheRulesSaySo() {
        rules = rules.withUnattested(UnattestedMarkers.UPGRADE);
        waits(SEGMENT, NEXT);
        archived.add(SEGMENT);
        markers.put(SEGMENT, MarkerStanding.UNATTESTED);
        markers.put(NEXT, MarkerStanding.UNATTESTED);

        assertThat(plan().actions()).containsExactly(new Upgrade(SEGMENT));
        assertThat(plan().unconfirmed()).isEmpty();
    }

    @Test
    void replacesAnInvalidMarkerOnceTheArchiveHasTheFile() {
        waits(SEGMENT, NEXT);
        archived.add(SEGMENT);
        markers.put(SEGMENT, new Invalid("it is torn"));
        markers.put(NEXT, new Invalid("it is torn"));

        assertThat(plan().actions())
                .containsExactly(new Replace(SEGMENT, "it is torn"), new ReportMissing(NEXT, Source.KEPT));
    }

    @Test
    void reportsAMarkerThatContradictsAndLeavesIt() {
        waits(SEGMENT, NEXT);
        archived.add(SEGMENT);
        markers.put(SEGMENT, new Contradicts("it is another cluster's"));
        markers.put(NEXT, new Contradicts("it is another cluster's"));

        assertThat(plan().actions())
                .containsExactly(
                        new ReportConflict(SEGMENT, "it is another cluster's"),
                        new ReportConflict(NEXT, "it is another cluster's"));
        assertThat(plan().unconfirmed()).containsExactly(SEGMENT, NEXT);
    }

    @Test
    void tellsAFileThatTheArchiveLacksFromAnOrphanedStatusFile() {
        waits(SEGMENT);
        status.statusFile(NEXT + ".ready");

        assertThat(plan().actions())
                .containsExactly(new ReportMissing(SEGMENT, Source.KEPT), new ReportMissing(NEXT, Source.GONE));
    }

    @Test
    void nobodyMissesABackupHistoryThoughItIsWelcome() {
        waits(BACKUP);
        assertThat(plan().actions()).isEmpty();
        assertThat(plan().unconfirmed()).isEmpty();

        archived.add(BACKUP);
        assertThat(plan().actions()).containsExactly(new Confirm(BACKUP));

        archived.clear();
        rules = rules.withBackupHistories(FileTreatment.REQUIRED);
        assertThat(plan().actions()).containsExactly(new ReportMissing(BACKUP, Source.KEPT));
    }

    @Test
    void partialSegmentsAreLeftToTheGateUnlessTheRulesSayOtherwise() {
        waits(PARTIAL);
        archived.add(PARTIAL);
        assertThat(plan().actions()).isEmpty();

        rules = rules.withPartials(FileTreatment.REQUIRED);
        assertThat(plan().actions()).containsExactly(new Confirm(PARTIAL));
    }

    @Test
    void withdrawsLast() {
        waits(SEGMENT);
        archived.add(SEGMENT);
        finished = List.of(WalFileName.parse("000000010000000000000001"));

        assertThat(plan().actions()).containsExactly(new Confirm(SEGMENT), new Withdraw(finished.get(0)));
    }

    @Test
    void everyActionSaysWhyAndAboutWhat() {
        List<ReconcileAction> actions = List.of(
                new Confirm(SEGMENT),
                new Replace(SEGMENT, "it is torn"),
                new Upgrade(SEGMENT),
                new Withdraw(SEGMENT),
                new ReportConflict(SEGMENT, "it is another cluster's"),
                new ReportMissing(SEGMENT, Source.KEPT),
                new ReportMissing(SEGMENT, Source.GONE));

        assertThat(actions).allSatisfy(action -> assertThat(action.reason()).contains(SEGMENT.text()));
        assertThat(actions).map(ReconcileAction::reason).doesNotHaveDuplicates();
    }

    private void waits(WalFileName... files) {
        for (WalFileName file : files) {
            status.statusFile(file + ".ready");
            status.walFile(file.text());
        }
    }

    private ReconcilePlan plan() {
        return ReconcilePlan.of(
                status.build(), new RegistrySurvey(markers, finished, finished.size()), archived, rules);
    }
}
