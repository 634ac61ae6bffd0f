package org.walsafe.simulation;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.walsafe.reconcile.WakeUp;
import org.walsafe.tck.PowerCut;

/** What wakes a resident reconciler: while it waits, the next steps happen; when none is left, it ends. */
final class Turns implements WakeUp {

    private static final int MOST_STEPS_A_WAIT = 5;

    private final World world;
    private final Dice dice;
    private final Iterator<Schedule.Step> steps;

    Turns(World world, Dice dice, List<Schedule.Step> steps) {
        this.world = world;
        this.dice = dice;
        this.steps = steps.iterator();
    }

    boolean areLeft() {
        return steps.hasNext();
    }

    /** Lets the next step happen, if there is one. */
    void next() throws InterruptedException {
        if (steps.hasNext()) {
            world.happen(steps.next());
        }
    }

    /** The reconciler dies with its machine, also while it waits. */
    @Override
    public Cause await(Duration timeout) throws InterruptedException {
        int deaths = world.backupDeaths();
        for (int left = 1 + dice.nextInt(MOST_STEPS_A_WAIT); left > 0 && steps.hasNext(); left--) {
            next();
            if (world.backupDeaths() > deaths) {
                throw new PowerCut("a wait");
            }
        }
        return steps.hasNext() ? Cause.CHANGE : Cause.CLOSED;
    }

    @Override
    public Cause pause(Duration time) throws InterruptedException {
        world.timePasses(time);
        return await(time) == Cause.CLOSED ? Cause.CLOSED : Cause.TIMEOUT;
    }

    @Override
    public void close() {
        // it is asked no more
    }
}
