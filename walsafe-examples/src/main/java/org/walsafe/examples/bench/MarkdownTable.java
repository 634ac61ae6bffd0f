package org.walsafe.examples.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/** Contests as Markdown, for a README. */
final class MarkdownTable {

    private static final double MICROSECOND = 1e3;
    private static final double MILLISECOND = 1e6;
    private static final double SECOND = 1e9;

    private MarkdownTable() {}

    /** The heading, what was done, and a row for each side. */
    static String of(ContestResult result) {
        Contest contest = result.contest();
        StringBuilder text = new StringBuilder();
        text.append("### ").append(contest.title()).append("\n\n");
        text.append(contest.description()).append("\n\n");
        text.append("| | median | middle half | ratio | goal |\n");
        text.append("|---|---:|---:|---:|---|\n");
        for (Score score : result.scores()) {
            text.append("| ").append(cell(score.side().name())).append(" | ");
            text.append(score.spread()
                    .map(spread -> duration(spread.median()) + " | " + duration(spread.low()) + " to "
                            + duration(spread.high()))
                    .orElse("absent | "));
            text.append(" | ").append(ratio(result.ratio(score)));
            text.append(" | ").append(goal(result, score)).append(" |\n");
        }
        return text.toString();
    }

    static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "";
    }

    static String goal(ContestResult result, Score score) {
        if (score.side() instanceof Side.Absent absent) {
            return absent.program() + " is not on this machine";
        }
        OptionalDouble goal = ((Side.Ready) score.side()).goal();
        if (goal.isEmpty()) {
            return "";
        }
        String verdict = result.ratio(score).isEmpty() ? "not compared" : result.met(score) ? "met" : "**missed**";
        return String.format(Locale.ROOT, "at most %.2f: %s", goal.getAsDouble(), verdict);
    }

    /** Words in a cell of a table, where a bar would end it. */
    static String cell(String words) {
        return words.replace("|", "\\|").replaceAll("\\p{Cntrl}", " ");
    }

    /** A time in the unit that suits it. */
    static String duration(long nanos) {
        if (nanos < MICROSECOND) {
            return nanos + " ns";
        }
        if (nanos >= SECOND) {
            return String.format(Locale.ROOT, "%.2f s", nanos / SECOND);
        }
        return nanos >= MILLISECOND
                ? String.format(Locale.ROOT, "%.2f ms", nanos / MILLISECOND)
                : String.format(Locale.ROOT, "%.2f µs", nanos / MICROSECOND);
    }
}
