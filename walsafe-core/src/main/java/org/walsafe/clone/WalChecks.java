package org.walsafe.clone;

import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.walsafe.barman.BackupInfo;
import org.walsafe.barman.BackupStatus;
import org.walsafe.host.Host;
import org.walsafe.verify.BackupPlace;
import org.walsafe.verify.BackupReach;
import org.walsafe.verify.BackupReach.Consistency;
import org.walsafe.verify.BackupReport;
import org.walsafe.verify.BackupTarget;
import org.walsafe.verify.BackupVerifier;
import org.walsafe.verify.BackupVerifierConfig;
import org.walsafe.verify.BarmanSource;
import org.walsafe.verify.Finding;
import org.walsafe.verify.FindingKind;
import org.walsafe.verify.Severity;
import org.walsafe.verify.VerificationLevel;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalGeometry;

/** Whether the archive has the WAL that a backup needs to become consistent, and how far it goes on. Looks at names only. */
final class WalChecks {

    /** What is said of the backup's own files, which this check is not about. */
    private static final Set<FindingKind> OF_FILES = EnumSet.of(
            FindingKind.MISSING_FILE,
            FindingKind.NO_MANIFEST,
            FindingKind.UNFINISHED_BACKUP,
            FindingKind.FAILED_BACKUP,
            FindingKind.LOST);

    private final Host host;
    private final InstantSource time;
    private final FindingList findings;

    WalChecks(Host host, InstantSource time, FindingList findings) {
        this.host = host;
        this.time = time;
        this.findings = findings;
    }

    /** How far the archive goes; empty where nothing can be said, which is a finding. */
    Optional<WalOutlook> check(PinnedBackup backup) {
        try {
            return look(backup);
        } catch (IOException e) {
            findings.unknown(CloneCheck.WAL, "The archive could not be looked at", e);
            return Optional.empty();
        }
    }

    /** The same, but for an archive that could not be looked at. */
    Optional<WalOutlook> look(PinnedBackup backup) throws IOException {
        BackupInfo info = backup.info();
        if (info.begin().isEmpty() || info.end().isEmpty()) {
            findings.refuse(
                    CloneCheck.WAL,
                    "Barman does not say which WAL the backup " + info.id() + " needs.",
                    "Choose another backup with --backup.");
            return Optional.empty();
        }
        BackupReport report = new BackupVerifier(BackupVerifierConfig.of(walOf(info))
                        .withLevel(VerificationLevel.NAMES)
                        .withTarget(BackupTarget.NEWEST)
                        .withTime(time)
                        .withWal(new BarmanSource(host, backup.catalogue())))
                .verify();
        report.findings().kept().stream()
                .filter(finding -> !OF_FILES.contains(finding.kind()))
                .forEach(this::note);
        return judge(backup, report.reach());
    }

    private BackupPlace walOf(BackupInfo info) {
        return new BackupPlace(host, Optional.empty(), Map.of(), Optional.of(info));
    }

    private void note(Finding finding) {
        if (finding.kind().severity() != Severity.NOTICE) {
            findings.warn(
                    CloneCheck.WAL,
                    "In the archive, " + finding + ".",
                    "The standby may stop there: look with 'walsafe verify archive'.");
        }
    }

    private Optional<WalOutlook> judge(PinnedBackup backup, Optional<BackupReach> reach) throws IOException {
        WalGeometry geometry =
                new WalGeometry(backup.info().segmentSize(), backup.major().numbering());
        SegmentName first = backup.info().begin().orElseThrow().segment();
        SegmentName end = backup.info().end().orElseThrow().segment();
        boolean consistent = reach.isPresent() && reach.get().consistency() == Consistency.REACHED;
        SegmentName last = consistent ? reach.get().reachable().orElse(end) : end;
        if (!consistent && !isStillArriving(backup, geometry, first, end)) {
            return Optional.empty();
        }
        if (consistent && reach.get().obstacle().isPresent()) {
            findings.warn(
                    CloneCheck.WAL,
                    "The archive has a gap: it lacks " + reach.get().obstacle().get() + ", and has later segments.",
                    "The standby needs that segment from its upstream server, or never gets beyond it.");
        }
        long segments = geometry.distance(first, last) + 1;
        WalOutlook outlook = new WalOutlook(
                first, last, segments, segments * backup.info().segmentSize().bytes());
        findings.tell(
                CloneCheck.WAL,
                "The archive has the WAL that the backup needs; segments to replay: " + segments + ", "
                        + Bytes.text(outlook.bytes()) + ", from " + first + " to " + last + ".");
        return Optional.of(outlook);
    }

    /** What was received and is not archived yet, Barman gives out as well. */
    private boolean isStillArriving(PinnedBackup backup, WalGeometry geometry, SegmentName first, SegmentName end)
            throws IOException {
        for (SegmentName segment : geometry.range(first, end)) {
            if (backup.catalogue().find(segment).isEmpty()) {
                findings.refuse(
                        CloneCheck.WAL,
                        "The backup needs the WAL from " + first + " to " + end + ", and Barman does not have "
                                + segment + ".",
                        backup.info().status() == BackupStatus.WAITING_FOR_WALS
                                ? "Barman waits for it: see 'barman check', and try again when it has arrived."
                                : "Without it the standby never becomes consistent: choose another backup with --backup.");
                return false;
            }
        }
        return true;
    }

    /** What a caller shows of a problem that came up meanwhile. */
    static List<String> sentences(FindingList findings) {
        return findings.all().stream()
                .filter(CloneFinding::stops)
                .map(CloneFinding::sentence)
                .toList();
    }
}
