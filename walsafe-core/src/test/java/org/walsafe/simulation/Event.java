package org.walsafe.simulation;

import java.util.ArrayList;
import java.util.List;

/** Something that happens. */
@FunctionalInterface
interface Event {

    /** Every event, as often as it is to come. */
    List<Event> ALL = weighted();

    void in(World world) throws InterruptedException;

    private static List<Event> weighted() {
        List<Event> events = new ArrayList<>();
        add(events, 6, World::finishSegment);
        add(events, 8, World::stream);
        add(events, 8, World::archive);
        add(events, 6, World::runArchiver);
        add(events, 4, World::checkpoint);
        add(events, 6, World::reconcile);
        add(events, 1, World::restartReconciler);
        add(events, 2, World::primaryDiesSoon);
        add(events, 2, World::backupDiesSoon);
        add(events, 1, World::primaryDies);
        add(events, 1, World::backupDies);
        add(events, 2, World::networkChanges);
        add(events, 2, World::purge);
        add(events, 1, World::loseMarker);
        add(events, 1, World::leaveForeignMarker);
        return List.copyOf(events);
    }

    private static void add(List<Event> events, int weight, Event event) {
        for (int i = 0; i < weight; i++) {
            events.add(event);
        }
    }
}
