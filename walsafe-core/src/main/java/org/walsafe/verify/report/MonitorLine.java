package org.walsafe.verify.report;

import java.util.Comparator;
import org.walsafe.error.PrintableText;
import org.walsafe.verify.ArchiveReport;
import org.walsafe.verify.BackupReport;
import org.walsafe.verify.Finding;
import org.walsafe.verify.FindingKind;
import org.walsafe.verify.Findings;
import org.walsafe.verify.Severity;

/**
 * A report as the one line and the exit status that Nagios and its kin expect of a plugin (Nagios Plugins Development
 * Guidelines).
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param state what a monitor makes of it
 * @param text the line, not ended
 * @since 0.1.0
 */
public record MonitorLine(State state, String text) {

    /** The four states of a plugin, by their exit status. */
    public enum State {
        /** All is well. */
        OK(0),
        /** All is well, but losses are waived. */
        WARNING(1),
        /** Something is lost or damaged. */
        CRITICAL(2),
        /** It cannot be told. */
        UNKNOWN(3);

        private final int exitStatus;

        State(int exitStatus) {
            this.exitStatus = exitStatus;
        }

        /** {@return what a plugin ends with: 0 to 3} */
        public int exitStatus() {
            return exitStatus;
        }
    }

    /**
     * Writes the line for an archive.
     *
     * @param report what was found
     * @return the line
     */
    public static MonitorLine of(ArchiveReport report) {
        String summary = Amount.count(report.segments(), "segment") + " on "
                + Amount.count(report.timelines().size(), "timeline");
        String figures = "segments=" + report.segments() + " timelines="
                + report.timelines().size();
        return of(report.location(), report.findings(), summary, figures);
    }

    /**
     * Writes the line for a base backup.
     *
     * @param report what was found
     * @return the line
     */
    public static MonitorLine of(BackupReport report) {
        return of(
                report.backup(),
                report.findings(),
                Amount.count(report.files(), "file"),
                "files=" + report.files() + " records=" + report.records());
    }

    private static MonitorLine of(String subject, Findings findings, String summary, String figures) {
        State state =
                switch (findings.verdict()) {
                    case GOOD -> findings.waived() == 0 ? State.OK : State.WARNING;
                    case DAMAGE -> State.CRITICAL;
                    case CANNOT_TELL -> State.UNKNOWN;
                };
        String worst = findings.kept().stream()
                .filter(finding -> finding.waiver().isEmpty() && finding.kind().severity() != Severity.NOTICE)
                .max(Comparator.comparing(finding -> finding.kind().severity()))
                .map(Finding::toString)
                .orElse(summary);
        String text = "WALSAFE " + state + " - " + subject + ": " + worst.replace('|', '/')
                + TextReport.waived(findings) + "|" + figures + figures(findings);
        return new MonitorLine(state, PrintableText.onOneLine(text));
    }

    private static String figures(Findings findings) {
        long damage = 0;
        long doubt = 0;
        for (FindingKind kind : FindingKind.values()) {
            long count = findings.counts().getOrDefault(kind, 0L);
            damage += kind.severity() == Severity.DAMAGE ? count : 0;
            doubt += kind.severity() == Severity.DOUBT ? count : 0;
        }
        return " damage=" + damage + " doubt=" + doubt + " waived=" + findings.waived();
    }
}
