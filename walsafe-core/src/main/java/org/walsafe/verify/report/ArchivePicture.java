package org.walsafe.verify.report;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.walsafe.verify.ArchiveReport;
import org.walsafe.verify.BackupReach;
import org.walsafe.verify.BackupReach.Consistency;
import org.walsafe.verify.Finding;
import org.walsafe.verify.FindingKind;
import org.walsafe.verify.TimelineLane;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentRange;
import org.walsafe.wal.SwitchPoint;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * Draws an archive as SVG: a lane for each timeline, its segments from left to right in the order of the log, what is missing
 * or damaged in its place, branches, and for each backup a line from where it begins to where it can be rolled forward to:
 * with an arrow where the archive ends, with a bar where something stands in the way.
 */
final class ArchivePicture {

    private static final int WIDTH = 1160;
    private static final int MARGIN = 150;
    private static final int LANE = 34;
    private static final int BACKUP = 20;
    private static final int BAR = 14;

    /** Of a long archive a single segment is less than a hair; what is missing must be seen all the same. */
    private static final double THINNEST = 3;

    private static final int MISSING_BAR = 22;
    private static final long MARKS = 6;

    private static final Set<FindingKind> DAMAGE =
            EnumSet.of(FindingKind.DAMAGED, FindingKind.UNFINISHED, FindingKind.FOREIGN, FindingKind.UNDECODABLE);
    private static final Set<FindingKind> DOUBT =
            EnumSet.of(FindingKind.NOT_READ, FindingKind.ENCRYPTED, FindingKind.UNKNOWN_VERSION);

    private static final String LEGEND =
            """
            <p class="legend"><i class="held"></i>held <i class="lost"></i>lost <i class="in_flight"></i>in flight
            <i class="damaged"></i>damaged <i class="untold"></i>cannot be told <i class="waived"></i>waived <i class="removed_by_retention"></i>removed by retention
            <i class="way"></i>how far a backup can be rolled forward <i class="stop"></i>what stops it <i class="beyond"></i>backup that cannot be restored
            </p>
            """;

    private final ArchiveReport report;
    private final WalGeometry geometry;
    private final StringBuilder svg = new StringBuilder();
    private final double from;
    private final double until;

    private ArchivePicture(ArchiveReport report, WalGeometry geometry, long from, long until) {
        this.report = report;
        this.geometry = geometry;
        this.from = (double) from;
        this.until = (double) until;
    }

    /** The picture; empty where there is no segment to draw. */
    static String of(ArchiveReport report) {
        Optional<WalGeometry> geometry = report.geometry();
        List<SegmentRange> held = report.timelines().stream()
                .flatMap(lane -> lane.held().stream())
                .toList();
        if (geometry.isEmpty() || held.isEmpty()) {
            return "";
        }
        WalGeometry cut = geometry.get();
        long from = held.stream()
                .mapToLong(range -> cut.numberOf(range.first()))
                .min()
                .orElse(0);
        long until = held.stream()
                        .mapToLong(range -> cut.numberOf(range.last()))
                        .max()
                        .orElse(0)
                + 1;
        return new ArchivePicture(report, cut, from, until).draw();
    }

    private String draw() {
        int lanes = report.timelines().size();
        int height = lanes * LANE + (report.backups().size() + 2) * BACKUP;
        int axis = height - 2 * BACKUP + 6;
        svg.append("<svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\" role=\"img\">\n");
        drawAxis(axis);
        for (int row = 0; row < lanes; row++) {
            drawLane(report.timelines().get(row), middle(row));
        }
        for (int i = 0; i < report.backups().size(); i++) {
            drawBackup(report.backups().get(i), lanes * LANE + i * BACKUP + BACKUP / 2);
        }
        return svg.append("</svg>\n").append(LEGEND).toString();
    }

    /** Where in the log things are: no more marks than there are segments. */
    private void drawAxis(int y) {
        long segments = (long) (until - from);
        long marks = Math.min(segments, MARKS);
        for (long mark = 0; mark <= marks; mark++) {
            long number = (long) from + mark * segments / marks;
            int x = (int) x((double) number);
            svg.append(String.format(Locale.ROOT, "<path class=\"mark\" d=\"M%d 0 V%d\"/>%n", x, y));
            String anchor = mark == 0 ? "start" : mark == marks ? "end" : "middle";
            label(x, y + 14, anchor, (mark == 0 ? "LSN " : "") + lsn(number));
        }
    }

    private String lsn(long number) {
        return geometry.startOf(geometry.segmentNumbered(TimelineId.FIRST, number))
                .toString();
    }

    private void drawLane(TimelineLane lane, int y) {
        label(MARGIN - 10, y + 4, "end", "timeline " + lane.timeline());
        drawBranch(lane, y);
        if (lane.held().isPresent()) {
            SegmentRange held = lane.held().get();
            bar("held", BAR, held, y, held + ", " + Amount.count(lane.count(), "segment"));
        }
        for (TimelineLane.Missing missing : lane.missing()) {
            String why =
                    missing.kind().word() + ", " + Amount.count(missing.range().size(), "segment")
                            + missing.waiver().map(waiver -> ", " + waiver).orElse("");
            bar(style(missing), MISSING_BAR, missing.range(), y, missing.range() + ": " + why);
        }
        for (Finding finding : report.findings().kept()) {
            drawFinding(finding, lane, y);
        }
    }

    /** A segment that is there, and cannot be replayed or judged. */
    private void drawFinding(Finding finding, TimelineLane lane, int y) {
        boolean damage = DAMAGE.contains(finding.kind());
        Optional<SegmentName> segment = damage || DOUBT.contains(finding.kind())
                ? WalFileName.tryParse(finding.subject())
                        .filter(SegmentName.class::isInstance)
                        .map(SegmentName.class::cast)
                        .filter(name -> name.timeline().equals(lane.timeline()) && geometry.contains(name))
                : Optional.empty();
        if (segment.isPresent()) {
            String style = finding.waiver().isPresent() ? "waived" : damage ? "damaged" : "untold";
            bar(style, MISSING_BAR, geometry.range(segment.get(), segment.get()), y, finding.toString());
        }
    }

    private static String style(TimelineLane.Missing missing) {
        if (missing.waiver().isPresent()) {
            return "waived";
        }
        return missing.kind() == FindingKind.LOST ? "lost" : missing.kind().word();
    }

    private void drawBranch(TimelineLane lane, int y) {
        for (int row = 0; row < report.timelines().size(); row++) {
            boolean isParent =
                    lane.parent().equals(Optional.of(report.timelines().get(row).timeline()));
            Optional<Double> x = lane.branchedAt().map(this::position);
            if (isParent && x.isPresent()) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<path class=\"branch\" d=\"M%.1f %d V%d\"><title>%s</title></path>%n",
                        x.get(),
                        middle(row),
                        y,
                        Html.text("timeline " + lane.timeline() + " branches off at "
                                + lane.branchedAt().map(Object::toString).orElse(""))));
            }
        }
    }

    private double position(SwitchPoint point) {
        if (point instanceof SwitchPoint.AtLsn at) {
            SegmentName segment = geometry.segmentAt(TimelineId.FIRST, at.lsn());
            double within = (double) geometry.offsetOf(at.lsn())
                    / geometry.segmentSize().bytes();
            return x((double) geometry.numberOf(segment) + within);
        }
        return start(((SwitchPoint.InSegment) point).segment());
    }

    private void drawBackup(BackupReach reach, int y) {
        SegmentName begin = reach.backup().first();
        label(MARGIN - 10, y + 4, "end", shortened(reach.backup().id()));
        if (!geometry.contains(begin)) {
            return;
        }
        double start = start(begin);
        double end = reach.reachable().map(this::end).orElse(start);
        String style = reach.consistency() == Consistency.REACHED ? "reach" : "beyond";
        svg.append(String.format(
                Locale.ROOT,
                "<g class=\"%s\"><title>%s</title><path d=\"M%.1f %d h5 l-5 9 l-5 -9 z\"/>"
                        + "<path class=\"way\" d=\"M%.1f %d H%.1f\"/>%s</g>%n",
                style,
                Html.text(TextReport.sentence(reach)),
                start,
                y - 5,
                start,
                y,
                Math.max(end, start + THINNEST),
                ending(reach, Math.max(end, start + THINNEST), y)));
    }

    private static String ending(BackupReach reach, double x, int y) {
        return reach.obstacle().isPresent()
                ? String.format(Locale.ROOT, "<path class=\"stop\" d=\"M%.1f %d v12\"/>", x, y - 6)
                : String.format(Locale.ROOT, "<path d=\"M%.1f %d l-8 -5 v10 z\"/>", x, y);
    }

    private void bar(String style, int height, SegmentRange range, int y, String title) {
        double left = start(range.first());
        double right = end(range.last());
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s</title></rect>%n",
                style,
                left,
                y - height / 2,
                Math.max(right - left, THINNEST),
                height,
                Html.text(title)));
    }

    private void label(int x, int y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, Html.text(text)));
    }

    private static String shortened(String id) {
        return id.length() <= 15 ? id : id.substring(0, 14) + "…";
    }

    private double start(SegmentName segment) {
        return x((double) geometry.numberOf(segment));
    }

    private double end(SegmentName segment) {
        return x((double) geometry.numberOf(segment) + 1);
    }

    private double x(double number) {
        double clipped = Math.min(Math.max(number, from), until);
        return MARGIN + (clipped - from) / (until - from) * (WIDTH - MARGIN - 10);
    }

    private static int middle(int row) {
        return row * LANE + LANE / 2;
    }
}
