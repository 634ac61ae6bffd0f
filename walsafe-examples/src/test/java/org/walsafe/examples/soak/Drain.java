package org.walsafe.examples.soak;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What becomes of the segments once nothing goes wrong any more.
 *
 * @param segments all that were filled
 * @param confirmed how many were confirmed when PostgreSQL let them go
 * @param recycled how many PostgreSQL no longer has
 * @param stuck those that PostgreSQL still waits for
 * @param took how long it took
 */
record Drain(List<String> segments, int confirmed, int recycled, List<String> stuck, Duration took) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Waits until PostgreSQL has let every segment go and has recycled it. */
    static Drain of(List<String> segments, SoakScene scene) throws Exception {
        long start = System.nanoTime();
        try {
            await().pollInterval(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> {
                scene.goOn();
                return scene.watch().letGo().containsAll(segments);
            });
        } catch (ConditionTimeoutException late) {
            // which the list of those that are stuck tells
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        scene.postgres().checkpoint();
        scene.postgres().checkpoint();

        SortedSet<String> confirmed = scene.watch().confirmed();
        confirmed.retainAll(segments);
        SortedSet<String> recycled = new TreeSet<>(segments);
        recycled.removeAll(scene.postgres().walFiles());
        SortedSet<String> stuck = new TreeSet<>(segments);
        stuck.removeAll(scene.watch().letGo());
        List<String> words = stuck.stream()
                .map(segment -> segment + " is stuck: PostgreSQL still waits for it")
                .toList();
        return new Drain(segments, confirmed.size(), recycled.size(), words, took);
    }
}
