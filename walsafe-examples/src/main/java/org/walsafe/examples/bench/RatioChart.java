package org.walsafe.examples.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A report as one picture in SVG that needs nothing else: for each side that was compared a bar from 1, where it takes as long as
 * the other, to its ratio; to the left it is faster.
 */
final class RatioChart {

    private static final double WIDTH = 1000;
    private static final double MARGIN = 28;
    private static final double SCALE_LEFT = 440;
    private static final double SCALE_WIDTH = 360;
    private static final double VERDICT = SCALE_LEFT + SCALE_WIDTH + 24;
    private static final double TOP = 116;
    private static final double ROW = 20;
    private static final double HEADING = 30;
    private static final double BAR = 11;
    private static final double CAPTION_LINE = 16;
    private static final int HEADING_LETTERS = 125;
    private static final int LABEL_LETTERS = 58;
    private static final int CAPTION_LETTERS = 140;

    private static final String STYLE =
            """
            text { font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 12px; fill: #24292f }
            .ground { fill: #ffffff }
            .title { font-size: 20px; font-weight: 600 }
            .subtitle, .caption { fill: #57606a }
            .caption { font-size: 11px }
            .heading { font-weight: 600 }
            .label { fill: #424a53 }
            .mark { text-anchor: middle; fill: #57606a; font-size: 11px }
            .grid { stroke: #eaeef2 }
            .one { stroke: #57606a }
            .goal { stroke: #24292f; stroke-width: 2 }
            .met { fill: #2a9d8f }
            .missed { fill: #d1495b }
            .free { fill: #8fa3bf }
            """;

    private final Svg svg = new Svg();
    private final RatioScale scale;
    private double y = TOP;

    private RatioChart(RatioScale scale) {
        this.scale = scale;
    }

    static String of(BenchReport report) {
        List<ContestResult> results = report.attempts().stream()
                .filter(Attempt.Run.class::isInstance)
                .map(run -> ((Attempt.Run) run).result())
                .filter(result -> !compared(result).isEmpty())
                .toList();
        List<Double> ratios = results.stream()
                .flatMap(result -> compared(result).stream()
                        .map(score -> result.ratio(score).getAsDouble()))
                .toList();
        return new RatioChart(RatioScale.around(SCALE_LEFT, SCALE_WIDTH, ratios)).drawn(report, results);
    }

    /** Those that have a ratio, but for the first, whose is 1. */
    private static List<Score> compared(ContestResult result) {
        return result.scores().stream()
                .skip(1)
                .filter(score -> result.ratio(score).isPresent())
                .toList();
    }

    private String drawn(BenchReport report, List<ContestResult> results) {
        double bottom = TOP
                + results.stream()
                        .mapToDouble(result -> HEADING + ROW * compared(result).size())
                        .sum();
        drawHead(bottom);
        results.forEach(this::drawContest);
        y = bottom + CAPTION_LINE + ROW;
        for (String line : caption(report)) {
            svg.text("caption", MARGIN, y, line);
            y += CAPTION_LINE;
        }
        return svg.document(WIDTH, y + CAPTION_LINE / 2, "WalSafe beside other programs: ratios of time", STYLE);
    }

    private void drawHead(double bottom) {
        svg.text("title", MARGIN, 40, "WalSafe beside the programs that it replaces");
        svg.text(
                "subtitle",
                MARGIN,
                62,
                "Its time by theirs, on the same work, in turn. Left of 1 WalSafe is the faster; a black tick is the goal.");
        for (double mark : scale.marks()) {
            svg.text("mark", scale.at(mark), TOP - 14, RatioScale.words(mark));
            svg.vertical("grid", scale.at(mark), TOP - 6, bottom + 4);
        }
        svg.vertical("one", scale.at(1), TOP - 6, bottom + 4);
    }

    private void drawContest(ContestResult result) {
        svg.text("heading", MARGIN, y + 20, shortened(plain(result.contest().title()), HEADING_LETTERS));
        y += HEADING;
        compared(result).forEach(score -> drawRow(result, score));
    }

    private void drawRow(ContestResult result, Score score) {
        double ratio = result.ratio(score).getAsDouble();
        OptionalDouble goal = score.side() instanceof Side.Ready ready ? ready.goal() : OptionalDouble.empty();
        String kind = goal.isEmpty() ? "free" : result.met(score) ? "met" : "missed";
        double middle = y + ROW / 2;
        svg.text("label", MARGIN + 12, middle + 4, shortened(plain(score.side().name()), LABEL_LETTERS));
        double from = Math.min(scale.at(1), scale.at(ratio));
        double to = Math.max(scale.at(1), scale.at(ratio));
        svg.bar(kind, from, middle - BAR / 2, Math.max(1, to - from), BAR);
        goal.ifPresent(most -> svg.vertical("goal", scale.at(most), middle - BAR / 2 - 3, middle + BAR / 2 + 3));
        svg.text("label", VERDICT, middle + 4, verdict(ratio, goal, kind));
        y += ROW;
    }

    private static String verdict(double ratio, OptionalDouble goal, String kind) {
        String words = number(ratio);
        return goal.isEmpty() ? words : words + ", goal " + number(goal.getAsDouble()) + ' ' + kind;
    }

    /** With as many digits as tell something. */
    private static String number(double ratio) {
        return String.format(Locale.ROOT, ratio < 0.01 ? "%.4f" : "%.2f", ratio);
    }

    private static List<String> caption(BenchReport report) {
        String date = LocalDate.ofInstant(report.when(), ZoneOffset.UTC).toString();
        String peers = report.peers().stream().map(Peer::words).collect(Collectors.joining(", "));
        return wrapped("Measured on " + date + ": " + report.machine() + ". " + peers + ".");
    }

    /** Lines of whole words, as far as words are not longer than a line. */
    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > CAPTION_LETTERS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(shortened(word, CAPTION_LETTERS));
        }
        lines.add(line.toString());
        return lines;
    }

    /** Markdown's marks for code mean nothing here. */
    private static String plain(String markdown) {
        return markdown.replace("`", "");
    }

    private static String shortened(String words, int letters) {
        return words.length() <= letters
                ? words
                : words.substring(0, letters - 1).stripTrailing() + "…";
    }
}
