package org.walsafe.verify.report;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.walsafe.verify.ArchiveReport;
import org.walsafe.verify.BackupReach;
import org.walsafe.verify.Finding;

/**
 * A report as one page with a picture of the archive, to be looked at rather than read: timelines as lanes, what is missing
 * in them, and how far each backup can be rolled forward. The page needs no other file and loads nothing.
 *
 * <p>Thread-safe: no state. Never blocks.
 *
 * @since 0.1.0
 */
public final class HtmlReport {

    private static final String STYLE =
            """
            :root { color-scheme: light; --held: #2f7d5b; --lost: #c8372d; --way: #d99a1c; --calm: #8a93a0; --bad: #7b1fa2; }
            body { color: #1b1f24; background: #fff; font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
            h1 { font-size: 1.3rem; } svg { width: 100%; font-size: 12px; } svg text { fill: currentColor; }
            .held { fill: var(--held); } .lost { fill: var(--lost); } .in_flight { fill: var(--way); }
            .waived { fill: var(--calm); stroke: var(--lost); } .removed_by_retention { fill: var(--calm); }
            .damaged { fill: var(--bad); } .untold { fill: #fff; stroke: var(--bad); stroke-width: 2; stroke-dasharray: 3 2; }
            .mark { stroke: #d9dde2; } .stop { stroke: var(--lost); stroke-width: 3; }
            .branch { stroke: currentColor; stroke-dasharray: 3 3; fill: none; }
            .reach path { fill: #3568b8; } .beyond path { fill: var(--lost); }
            .reach .way { stroke: #3568b8; stroke-width: 3; } .beyond .way { stroke: var(--lost); stroke-width: 3; }
            .legend { font-size: .85rem; } .legend i { display: inline-block; width: 1.2em; height: .8em; margin: 0 .4em 0 1em; }
            .legend .held { background: var(--held); } .legend .lost { background: var(--lost); }
            .legend .damaged { background: var(--bad); } .legend .untold { outline: 1px dashed var(--bad); }
            .legend .stop { background: var(--lost); width: 3px; }
            .legend .in_flight { background: var(--way); } .legend .removed_by_retention { background: var(--calm); }
            .legend .waived { background: var(--calm); outline: 1px solid var(--lost); }
            .legend .beyond { background: var(--lost); clip-path: polygon(0 0, 100% 0, 50% 100%); width: .8em; }
            .legend .way { background: #3568b8; height: 3px; vertical-align: middle; }
            .verdict { padding: .15em .6em; border-radius: .3em; color: #fff; }
            .good { background: var(--held); } .damage { background: var(--lost); } .cannot { background: var(--way); color: #1b1f24; }
            table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .3em .8em .3em 0;
            border-bottom: 1px solid #8884; vertical-align: top; } td:nth-child(2) { font-family: ui-monospace, monospace; }
            """;

    private HtmlReport() {}

    /**
     * Writes the page for an archive.
     *
     * @param report what was found
     * @return an HTML document, to be stored as UTF-8
     */
    public static String of(ArchiveReport report) {
        String verdict = report.verdict().toString();
        StringBuilder page = new StringBuilder(8192)
                .append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(Html.text(verdict + " - " + report.location()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(Html.text(report.location()))
                .append(" <span class=\"verdict ")
                .append(verdict)
                .append("\">")
                .append(Html.text(verdict + TextReport.waived(report.findings())))
                .append("</span></h1>\n<p>")
                .append(Html.text(summary(report)))
                .append("</p>\n")
                .append(ArchivePicture.of(report));
        if (!report.backups().isEmpty()) {
            page.append("<ul>\n");
            for (BackupReach reach : report.backups()) {
                page.append("<li>")
                        .append(Html.text(TextReport.sentence(reach)))
                        .append("</li>\n");
            }
            page.append("</ul>\n");
        }
        appendFindings(report, page);
        return page.append("</body>\n</html>\n").toString();
    }

    private static String summary(ArchiveReport report) {
        return Amount.count(report.segments(), "segment") + " on "
                + Amount.count(report.timelines().size(), "timeline")
                + report.systemIdentifier()
                        .map(cluster -> " of cluster " + cluster)
                        .orElse("")
                + ", looked at up to their " + report.level().name().toLowerCase(Locale.ROOT) + " at "
                + report.began().truncatedTo(ChronoUnit.SECONDS)
                + " in " + Amount.of(report.took());
    }

    private static void appendFindings(ArchiveReport report, StringBuilder page) {
        if (report.findings().kept().isEmpty()) {
            return;
        }
        page.append("<table>\n<tr><th>found</th><th>where</th><th>what</th></tr>\n");
        for (Finding finding : report.findings().kept()) {
            page.append("<tr><td>")
                    .append(Html.text(finding.kind().word().replace('_', ' ')))
                    .append("</td><td>")
                    .append(Html.text(finding.subject()))
                    .append("</td><td>")
                    .append(Html.text(finding.sentence()
                            + finding.waiver()
                                    .map(waiver -> " (" + waiver + ")")
                                    .orElse("")))
                    .append("</td></tr>\n");
        }
        page.append("</table>\n");
    }
}
