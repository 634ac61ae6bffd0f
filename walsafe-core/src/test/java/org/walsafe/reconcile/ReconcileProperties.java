package org.walsafe.reconcile;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Plays random histories on {@link ReconcileWorld}. */
class ReconcileProperties {

    /** One event, with a name for the report of a failure. */
    record Event(String name, Happening happening) {

        interface Happening {
            void in(ReconcileWorld world) throws InterruptedException;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Property(tries = 200)
    void whateverHappensNothingIsLostStuckOverwrittenOrPiledUp(@ForAll("histories") List<Event> history)
            throws InterruptedException {
        ReconcileWorld world = new ReconcileWorld();
        for (Event event : history) {
            event.happening().in(world);
            world.check();
        }
        world.checkThatItHeals();
    }

    @Provide
    Arbitrary<List<Event>> histories() {
        return events().list().ofMinSize(1).ofMaxSize(120);
    }

    private static Arbitrary<Event> events() {
        Arbitrary<Integer> choices = Arbitraries.integers().between(0, 1_000);
        List<Tuple.Tuple2<Integer, Arbitrary<Event>>> events = new ArrayList<>();
        events.add(Tuple.of(8, event("finishSegment", ReconcileWorld::finishSegment)));
        events.add(Tuple.of(8, choice(choices, "archive", ReconcileWorld::archive)));
        events.add(Tuple.of(3, choice(choices, "runHook", ReconcileWorld::runHook)));
        events.add(Tuple.of(4, event("runArchiver", ReconcileWorld::runArchiver)));
        events.add(Tuple.of(3, event("checkpoint", ReconcileWorld::checkpoint)));
        events.add(Tuple.of(4, event("reconcile", ReconcileWorld::reconcile)));
        events.add(Tuple.of(2, event("restartAndReconcile", ReconcileWorld::restartAndReconcile)));
        events.add(Tuple.of(3, event("lookOnly", ReconcileWorld::lookOnly)));
        events.add(Tuple.of(3, event("actBelatedly", ReconcileWorld::actBelatedly)));
        events.add(Tuple.of(3, cuts()));
        events.add(Tuple.of(2, choice(choices, "undoDone", ReconcileWorld::undoDone)));
        events.add(Tuple.of(1, choice(choices, "loseStatus", ReconcileWorld::loseStatus)));
        events.add(Tuple.of(1, event("undoRemovals", ReconcileWorld::undoRemovals)));
        events.add(Tuple.of(3, choice(choices, "purge", ReconcileWorld::purge)));
        events.add(Tuple.of(2, event("crashArchive", ReconcileWorld::crashArchive)));
        events.add(Tuple.of(2, choice(choices, "loseMarker", ReconcileWorld::loseMarker)));
        events.add(Tuple.of(2, choice(choices, "tearMarker", ReconcileWorld::tearMarker)));
        events.add(Tuple.of(1, event("leaveForeignMarker", ReconcileWorld::leaveForeignMarker)));
        events.add(Tuple.of(1, event("endBackup", ReconcileWorld::endBackup)));
        events.add(Tuple.of(1, event("promote", ReconcileWorld::promote)));
        return Arbitraries.frequencyOf(events);
    }

    private static Arbitrary<Event> event(String name, Event.Happening happening) {
        return Arbitraries.just(new Event(name, happening));
    }

    private interface Choice {
        void in(ReconcileWorld world, int choice);
    }

    private static Arbitrary<Event> choice(Arbitrary<Integer> choices, String name, Choice happening) {
        return choices.map(choice -> new Event(name + " " + choice, world -> happening.in(world, choice)));
    }

    private static Arbitrary<Event> cuts() {
        return Combinators.combine(Arbitraries.integers().between(0, 12), Arbitraries.of(CutRegistry.Moment.class))
                .as((calls, moment) -> new Event(
                        "reconcileCutOff " + calls + " " + moment, world -> world.reconcileCutOff(calls, moment)));
    }
}
