package org.walsafe.verify.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.walsafe.error.PrintableText;
import org.walsafe.verify.ArchiveReport;
import org.walsafe.verify.BackupReach;
import org.walsafe.verify.BackupReach.Consistency;
import org.walsafe.verify.BackupReport;
import org.walsafe.verify.BackupTarget;
import org.walsafe.verify.Finding;
import org.walsafe.verify.FindingKind;
import org.walsafe.verify.Findings;
import org.walsafe.verify.TimelineLane;
import org.walsafe.verify.VerificationLevel;
import org.walsafe.wal.SegmentName;

/**
 * A report as text for people, several lines. Names in it drive no terminal and forge no line.
 *
 * <p>Thread-safe: no state. Never blocks.
 *
 * @since 0.1.0
 */
public final class TextReport {

    private TextReport() {}

    /**
     * Writes the report on an archive.
     *
     * @param report what was found
     * @return lines, each but the last ended
     */
    public static String of(ArchiveReport report) {
        StringBuilder text = new StringBuilder(report.location())
                .append(": ")
                .append(report.verdict())
                .append(waived(report.findings()))
                .append("\n  ")
                .append(Amount.count(report.segments(), "segment"));
        report.geometry().ifPresent(geometry -> text.append(" of ").append(geometry.segmentSize()));
        report.systemIdentifier().ifPresent(cluster -> text.append(", cluster ").append(cluster));
        if (report.level() == VerificationLevel.NAMES) {
            text.append("; only names were looked at");
        } else {
            text.append("; read ").append(Amount.ofBytes(report.bytesRead()));
            if (report.level().includes(VerificationLevel.RECORDS)) {
                text.append(", ").append(Amount.count(report.records(), "record"));
            }
            if (report.known() > 0) {
                text.append("; ").append(Amount.count(report.known(), "file")).append(" known from the ledger");
            }
        }
        text.append(", ").append(Amount.of(report.took()));
        report.timelines().forEach(lane -> text.append("\n  ").append(sentence(lane)));
        report.backups().forEach(reach -> text.append("\n  ").append(sentence(reach)));
        appendFindings(report.findings(), text);
        return PrintableText.lines(text.toString());
    }

    /**
     * Writes the report on a base backup.
     *
     * @param report what was found
     * @return lines, each but the last ended
     */
    public static String of(BackupReport report) {
        StringBuilder text = new StringBuilder(report.backup())
                .append(": ")
                .append(report.verdict())
                .append("\n  ")
                .append(Amount.count(report.files(), "file"));
        report.systemIdentifier()
                .ifPresent(cluster -> text.append(" of cluster ").append(cluster));
        text.append("; read ").append(Amount.ofBytes(report.bytesRead()));
        if (report.pages() > 0) {
            text.append(", ").append(Amount.count(report.pages(), "page"));
        }
        if (report.records() > 0) {
            text.append(", ").append(Amount.count(report.records(), "WAL record"));
        }
        if (report.known() > 0) {
            text.append("; ").append(Amount.count(report.known(), "file")).append(" known from the ledger");
        }
        text.append(", ").append(Amount.of(report.took()));
        text.append("\n  ")
                .append(report.reach()
                        .map(reach -> sentence(reach) + unread(report, reach))
                        .orElse("its WAL was not looked at, or could not be"));
        appendFindings(report.findings(), text);
        return PrintableText.lines(text.toString());
    }

    /** Only what the backup needs itself is read where nothing more is asked for. */
    private static String unread(BackupReport report, BackupReach reach) {
        boolean goesOn = reach.consistency() == Consistency.REACHED
                && !reach.reachable().equals(Optional.of(reach.backup().last()));
        return goesOn && report.target().equals(BackupTarget.CONSISTENCY)
                ? "; of the WAL behind " + reach.backup().last() + " only names were looked at"
                : "";
    }

    /** The waivers belong to every verdict. */
    static String waived(Findings findings) {
        return findings.waived() == 0 ? "" : " (losses waived: " + findings.waived() + ")";
    }

    private static String sentence(TimelineLane lane) {
        String branch = lane.parent()
                .map(parent -> " (from " + parent + " at "
                        + lane.branchedAt().map(Object::toString).orElse("?") + ")")
                .orElse("");
        return "timeline " + lane.timeline() + branch + ": "
                + lane.held()
                        .map(held -> held.first() + " to " + held.last() + ", " + Amount.count(lane.count(), "segment"))
                        .orElse("no segment");
    }

    static String sentence(BackupReach reach) {
        Optional<SegmentName> reachable = reach.reachable();
        String end = reach.obstacle()
                .map(obstacle -> ", where " + obstacle + " is missing or damaged")
                .orElse(", the end of the archive");
        if (reach.consistency() == Consistency.OUT_OF_REACH) {
            return named(reach) + ": cannot be restored, it needs WAL up to "
                    + reach.backup().last() + end;
        }
        return named(reach) + ": can be rolled forward to "
                + reachable.map(SegmentName::text).orElse("nothing") + end;
    }

    private static String named(BackupReach reach) {
        String id = reach.backup().id();
        return id.startsWith("backup ") ? id : "backup " + id;
    }

    static void appendFindings(Findings findings, StringBuilder text) {
        List<Finding> kept = findings.kept();
        for (Finding finding : kept) {
            text.append('\n')
                    .append(finding.kind().severity().name().toLowerCase(Locale.ROOT))
                    .append("  ")
                    .append(finding.kind().word())
                    .append("  ")
                    .append(finding);
        }
        for (FindingKind kind : FindingKind.values()) {
            long count = findings.counts().getOrDefault(kind, 0L);
            if (count > Findings.KEPT_PER_KIND) {
                text.append('\n')
                        .append(count)
                        .append(" times ")
                        .append(kind.word())
                        .append(", of which not all are shown");
            }
        }
    }
}
