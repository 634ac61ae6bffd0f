package org.walsafe.examples.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports that nobody measured. */
final class BenchReports {

    private static final Machine MACHINE =
            new Machine(2, "Some <Processor>", 24_700_000, "Linux 6.18", "dash", "17.0.15");
    private static final Peer PRESENT =
            new Peer("rsync", Optional.of(Path.of("/usr/bin/rsync")), Optional.of("3.5.0"), List.of("clone"), "");
    private static final Peer UNRACED = new Peer(
            "repmgr", Optional.of(Path.of("/usr/bin/repmgr")), Optional.of("5.3.3"), List.of(), "it needs servers");
    private static final Peer ABSENT = new Peer("pgbackrest", Optional.empty(), Optional.empty(), List.of("get"), "");

    private BenchReports() {}

    static BenchReport of(Attempt... attempts) {
        return new BenchReport(
                Instant.parse("2026-11-21T12:00:00Z"), MACHINE, List.of(PRESENT, UNRACED, ABSENT), List.of(attempts));
    }

    /** A contest whose first side takes a millisecond, and the others so many times as much, to a goal of 1. */
    static Attempt.Run run(String contest, String theirs, String ours, double... ratios) {
        List<Side> sides = new ArrayList<>();
        List<Score> scores = new ArrayList<>();
        sides.add(Side.of(theirs, times -> {}));
        scores.add(score(sides.get(0), 1));
        for (double ratio : ratios) {
            Side side = Side.of(ours, times -> {}).atMost(1);
            sides.add(side);
            scores.add(score(side, ratio));
        }
        return new Attempt.Run(
                contest, new ContestResult(new Contest("Title of " + contest, "What is done.", 1, 1, sides), scores));
    }

    private static Score score(Side side, double ratio) {
        long nanos = Math.round(ratio * 1e6);
        return new Score(side, Optional.of(new Spread(nanos, nanos, nanos)));
    }
}
