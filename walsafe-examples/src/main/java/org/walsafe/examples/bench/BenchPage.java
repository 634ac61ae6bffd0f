package org.walsafe.examples.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A report as one page of Markdown: where it was measured, and a row for each side of each contest. */
final class BenchPage {

    /** The heads of the columns, and how they are aligned. */
    static final String TABLE_HEAD =
            """
            | contest | beside | its time | WalSafe | time | ratio | goal |
            |---|---|---:|---|---:|---:|---|
            """;

    private BenchPage() {}

    static String of(BenchReport report) {
        StringBuilder page = new StringBuilder("Measured on ")
                .append(LocalDate.ofInstant(report.when(), ZoneOffset.UTC))
                .append(": ")
                .append(report.machine())
                .append(". Beside ")
                .append(words(report.peers(), BenchPage::isThere))
                .append(".\n");
        String absent = words(report.peers(), peer -> !isThere(peer));
        if (!absent.isEmpty()) {
            page.append("Not on this machine, and left out: ").append(absent).append(".\n");
        }
        for (Peer peer : report.peers()) {
            if (isThere(peer) && !peer.takesPart()) {
                page.append(peer.program())
                        .append(" takes part in no contest: ")
                        .append(peer.whyNone())
                        .append(".\n");
            }
        }
        page.append('\n').append(TABLE_HEAD);
        for (Attempt attempt : report.attempts()) {
            appendRows(page, attempt);
        }
        return page.toString();
    }

    private static void appendRows(StringBuilder page, Attempt attempt) {
        if (attempt instanceof Attempt.Failed failed) {
            page.append(row(failed.contest(), "", "", "", "", "", "not measured: " + failed.reason()));
        } else if (attempt instanceof Attempt.Run run) {
            List<Score> scores = run.result().scores();
            Score first = scores.get(0);
            for (Score score : scores.subList(Math.min(1, scores.size() - 1), scores.size())) {
                page.append(row(
                        run.contest(),
                        first.side().name(),
                        time(first),
                        score.side().name(),
                        time(score),
                        MarkdownTable.ratio(run.result().ratio(score)),
                        MarkdownTable.goal(run.result(), score)));
            }
        }
    }

    private static String row(String contest, String... cells) {
        return "| `" + contest + "` | "
                + String.join(
                        " | ", List.of(cells).stream().map(MarkdownTable::cell).toList())
                + " |\n";
    }

    private static String time(Score score) {
        return score.spread()
                .map(spread -> MarkdownTable.duration(spread.median()))
                .orElse("absent");
    }

    private static boolean isThere(Peer peer) {
        return peer.path().isPresent();
    }

    private static String words(List<Peer> peers, Predicate<Peer> which) {
        return peers.stream()
                .filter(which)
                .map(peer -> isThere(peer) ? peer.words() : peer.program())
                .collect(Collectors.joining(", "));
    }
}
