package org.walsafe.simulation;

import java.util.ArrayList;
import java.util.List;

/** Something that happens. */
enum Event {
    FINISH_SEGMENT(6, World::finishSegment),
    PROMOTE(1, World::promote),
    RUN_ARCHIVER(6, World::runArchiver),
    CHECKPOINT(4, World::checkpoint),
    STREAM(8, World::stream),
    ARCHIVE(8, World::archive),
    CALL_HOOK_AGAIN(1, World::callHookAgain),
    PURGE(2, World::purge),
    RECONCILE(6, World::reconcile),
    RESTART_RECONCILER(1, World::restartReconciler),
    PRIMARY_DIES_SOON(2, World::primaryDiesSoon),
    BACKUP_DIES_SOON(2, World::backupDiesSoon),
    PRIMARY_DIES(1, World::primaryDies),
    BACKUP_DIES(1, World::backupDies),
    NETWORK_CHANGES(2, World::networkChanges),
    LOSE_MARKER(1, World::loseMarker),
    LEAVE_FOREIGN_MARKER(1, World::leaveForeignMarker);

    /** Every event, as often as it is to come. */
    private static final List<Event> WEIGHTED = weighted();

    /** How an event comes about. */
    @FunctionalInterface
    interface Course {
        void in(World world) throws InterruptedException;
    }

    private final int weight;

    @SuppressWarnings("ImmutableEnumChecker") // a method of World, and nothing more
    private final Course course;

    Event(int weight, Course course) {
        this.weight = weight;
        this.course = course;
    }

    void in(World world) throws InterruptedException {
        course.in(world);
    }

    private static List<Event> weighted() {
        List<Event> events = new ArrayList<>();
        for (Event event : values()) {
            for (int i = 0; i < event.weight; i++) {
                events.add(event);
            }
        }
        return List.copyOf(events);
    }

    static Event any(Dice dice) {
        return WEIGHTED.get(dice.nextInt(WEIGHTED.size()));
    }
}
