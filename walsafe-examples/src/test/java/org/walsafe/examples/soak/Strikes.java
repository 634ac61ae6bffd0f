package org.walsafe.examples.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.walsafe.examples.soak.Journal.RestorePoint;

/** Lets the faults of a schedule begin and end, each at its time, and marks moments of the server's history meanwhile. */
final class Strikes {

    private static final Duration BETWEEN_MARKS = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofMillis(50);

    private final SoakScene scene;
    private final Load load;
    private final List<RestorePoint> points = new ArrayList<>();

    Strikes(SoakScene scene, Load load) {
        this.scene = scene;
        this.load = load;
    }

    /** Blocks until every fault has ended; returns the moments, one at least. */
    List<RestorePoint> happen(Schedule schedule) throws Exception {
        List<Schedule.Moment> moments = new ArrayList<>(schedule.moments());
        long start = System.nanoTime();
        mark();
        Duration marked = Duration.ZERO;
        while (!moments.isEmpty()) {
            Duration now = Duration.ofNanos(System.nanoTime() - start);
            if (moments.get(0).at().compareTo(now) <= 0) {
                happen(moments.remove(0));
            } else if (marked.plus(BETWEEN_MARKS).compareTo(now) <= 0) {
                mark();
                marked = now;
            } else {
                LockSupport.parkNanos(TICK.toNanos());
            }
        }
        return points;
    }

    private void mark() {
        load.mark("soak-" + points.size()).ifPresent(points::add);
    }

    private void happen(Schedule.Moment moment) throws Exception {
        Fault fault = moment.strike().fault();
        System.out.printf("%8.3f s  %-5s  %s%n", moment.at().toMillis() / 1000.0, moment.edge(), fault.words());
        switch (moment.edge()) {
            case BEGIN -> fault.begin(scene);
            case END -> fault.end(scene);
        }
    }
}
