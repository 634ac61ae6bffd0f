package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.walsafe.examples.postgres.EmbeddedPostgres;

/**
 * Watches all the time, in a thread of its own, that PostgreSQL lets no segment go which is not safe: whatever PostgreSQL marks
 * as archived, or has removed, must be safe at that moment.
 */
public final class RecyclingWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final int SEGMENT_NAME_LENGTH = 24;

    private final EmbeddedPostgres postgres;
    private final Predicate<String> safe;
    private final Set<String> exempt;
    private final Set<String> known = new HashSet<>();
    private final SortedSet<String> letGo = Collections.synchronizedSortedSet(new TreeSet<>());
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::watch, "recycling-watch");
    private volatile boolean closed;

    private RecyclingWatch(EmbeddedPostgres postgres, Predicate<String> safe, Set<String> exempt) {
        this.postgres = postgres;
        this.safe = safe;
        this.exempt = exempt;
    }

    /**
     * Begins to watch.
     *
     * @param postgres whom
     * @param safe whether a segment may go; asked once for each, by the watch's own thread
     * @param exempt the segments that are older than the stream
     * @return the watch
     */
    public static RecyclingWatch start(EmbeddedPostgres postgres, Predicate<String> safe, Set<String> exempt) {
        RecyclingWatch watch = new RecyclingWatch(postgres, safe, Set.copyOf(exempt));
        watch.thread.start();
        return watch;
    }

    private void watch() {
        while (!closed) {
            try {
                look();
            } catch (NoSuchFileException vanishedWhileListed) {
                continue;
            } catch (IOException | RuntimeException e) {
                violations.add("could not look: " + e);
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** PostgreSQL moves a segment from waiting to archived, so they are read in this order and none is overlooked. */
    private void look() throws IOException {
        known.addAll(postgres.waiting());
        Set<String> archived = postgres.archived();
        known.addAll(archived);
        Set<String> present = postgres.walFiles();
        for (String file : known) {
            if (file.length() == SEGMENT_NAME_LENGTH && (archived.contains(file) || !present.contains(file))) {
                judge(file);
            }
        }
    }

    private void judge(String segment) {
        if (!exempt.contains(segment) && letGo.add(segment) && !safe.test(segment)) {
            violations.add(segment);
        }
    }

    /** The segments that PostgreSQL has let go so far. */
    public SortedSet<String> letGo() {
        synchronized (letGo) {
            return new TreeSet<>(letGo);
        }
    }

    /** The segments that PostgreSQL has let go too early so far; and why the watch ended, where it did. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Nothing was let go too early, up to now. */
    void assertNothingLost() {
        assertThat(violations)
                .as("segments that PostgreSQL let go before Barman held them")
                .isEmpty();
    }

    /** Ends the watch. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
