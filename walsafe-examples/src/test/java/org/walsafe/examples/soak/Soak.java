package org.walsafe.examples.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.walsafe.examples.soak.Journal.Commit;
import org.walsafe.examples.soak.Journal.RestorePoint;
import org.walsafe.examples.soak.PointInTimeRecovery.Recovered;

/**
 * Real PostgreSQL 15, Barman, sshd and WalSafe under load, while processes are killed and frozen, the network is cut, and disks
 * fill up; then whether anything was lost, proved by recovering from the archive.
 *
 * <p>{@code mvn -q -Psoak verify -Dwalsafe.soak.minutes=10} runs it, with {@code -Dwalsafe.soak.seed=} once more with the same
 * faults. It needs what Debian's packages barman, openssh-server and postgresql-15 install, and root for the full disks.
 */
final class Soak {

    private final long seed;
    private final Duration length;
    private final Journal journal = new Journal();
    private final List<String> losses = new ArrayList<>();

    private Soak(long seed, Duration length) {
        this.seed = seed;
        this.length = length;
    }

    /** Runs one as the system properties say; exits with 1 where anything was lost. */
    public static void main(String[] args) throws Exception {
        String seed = System.getProperty("walsafe.soak.seed", "");
        BalanceSheet sheet = of(
                seed.isEmpty() ? System.nanoTime() : Long.parseLong(seed),
                Duration.ofMinutes(Long.getLong("walsafe.soak.minutes", 10)));
        System.out.println(sheet.markdown());
        System.exit(sheet.isClean() ? 0 : 1);
    }

    /** Runs one. */
    static BalanceSheet of(long seed, Duration length) throws Exception {
        System.out.println("soaking for " + length.toSeconds() + " s with seed " + seed);
        try (SoakScene scene = SoakScene.start()) {
            return new Soak(seed, length).run(scene);
        }
    }

    private BalanceSheet run(SoakScene scene) throws Exception {
        Set<Fault> faults = scene.possibleFaults();
        Schedule schedule = Schedule.random(seed, length, faults);
        Random random = new Random(seed);

        scene.backUp();
        FilledSegments filled = FilledSegments.from(scene.postgres());
        List<RestorePoint> points;
        try (Load load = Load.start(scene.postgres(), journal, random)) {
            points = new Strikes(scene, load).happen(schedule);
        }
        Drain drain = Drain.of(filled.upToNow(), scene);
        losses.addAll(drain.stuck());
        losses.addAll(scene.losses());
        Set<Commit> committed = Load.rows(scene.postgres());

        scene.losePrimary();
        scene.verifyArchive().ifPresent(losses::add);
        PointInTimeRecovery recovery = PointInTimeRecovery.of(scene.postgres(), scene.barmanOverSsh());
        Recovered end = recovery.toTheEnd();
        end.failure().ifPresent(losses::add);
        losses.addAll(journal.faultsAtTheEnd(end.commits()));
        if (!end.commits().equals(committed)) {
            losses.add("the recovered server has other rows than the one that was lost");
        }
        RestorePoint point = points.get(random.nextInt(points.size()));
        Recovered earlier = recovery.to(point);
        earlier.failure().ifPresent(losses::add);
        losses.addAll(journal.faultsAt(point, earlier.commits()));

        return new BalanceSheet(
                seed,
                length,
                schedule.counts(),
                EnumSet.complementOf(EnumSet.copyOf(faults)),
                new BalanceSheet.Segments(
                        drain.segments().size(),
                        drain.confirmed(),
                        drain.recycled(),
                        end.segments().size()),
                new BalanceSheet.Commits(
                        journal.promises(),
                        end.commits().size(),
                        earlier.commits().size()),
                scene.services().repairs(),
                drain.took(),
                losses);
    }
}
