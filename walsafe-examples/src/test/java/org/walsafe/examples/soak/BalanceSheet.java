package org.walsafe.examples.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a soak ends with.
 *
 * @param seed what it was drawn from
 * @param length for how long faults happened
 * @param faults how often each
 * @param notTested the faults that this machine does not allow
 * @param segments what became of the segments
 * @param commits what became of the transactions
 * @param repairs how often a partial file of {@code pg_receivewal} had to be emptied by hand
 * @param drained how long it took after the last fault until PostgreSQL waited for no segment
 * @param losses whatever was lost, let go too early, or is stuck
 */
record BalanceSheet(
        long seed,
        Duration length,
        Map<Fault, Integer> faults,
        Set<Fault> notTested,
        Segments segments,
        Commits commits,
        int repairs,
        Duration drained,
        List<String> losses) {

    private static final int LOSSES_SHOWN = 50;

    BalanceSheet {
        faults = Map.copyOf(faults);
        notTested = Set.copyOf(notTested);
        losses = List.copyOf(losses);
    }

    /**
     * What became of the segments that the load filled.
     *
     * @param written PostgreSQL went on to the next
     * @param confirmed the registry held a confirmation when PostgreSQL let it go
     * @param recycled PostgreSQL no longer has it
     * @param restored a recovery got it back from Barman
     */
    record Segments(int written, int confirmed, int recycled, int restored) {}

    /**
     * What became of the transactions.
     *
     * @param acknowledged the server told the client that it was committed
     * @param recovered the recovery to the end has it
     * @param recoveredToPoint the recovery to an earlier moment has it
     */
    record Commits(int acknowledged, int recovered, int recoveredToPoint) {}

    /** Whether nothing was lost. */
    boolean isClean() {
        return losses.isEmpty();
    }

    /** As a table in Markdown. */
    String markdown() {
        StringBuilder table = new StringBuilder("| | |\n|---|---:|\n");
        row(table, "seed", seed);
        row(table, "faults for", seconds(length));
        for (Fault fault : Fault.values()) {
            row(table, fault.words(), notTested.contains(fault) ? "NOT TESTED" : faults.getOrDefault(fault, 0));
        }
        row(
                table,
                "**faults**",
                faults.values().stream().mapToInt(Integer::intValue).sum());
        row(table, "segments written", segments.written());
        row(table, "segments confirmed", segments.confirmed());
        row(table, "segments recycled", segments.recycled());
        row(table, "segments restored", segments.restored());
        row(table, "commits acknowledged", commits.acknowledged());
        row(table, "commits after a recovery to the end", commits.recovered());
        row(table, "commits after a recovery to an earlier moment", commits.recoveredToPoint());
        row(table, "partial files of `pg_receivewal` emptied by hand", repairs);
        row(table, "nothing waits any more after", seconds(drained));
        row(table, "**losses**", losses.size());
        losses.stream()
                .limit(LOSSES_SHOWN)
                .forEach(loss -> table.append("LOST: ").append(loss).append('\n'));
        return table.toString();
    }

    private static void row(StringBuilder table, String name, Object value) {
        table.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
