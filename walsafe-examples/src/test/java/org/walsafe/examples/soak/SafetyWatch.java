package org.walsafe.examples.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.examples.barman.RecyclingWatch;
import org.walsafe.examples.postgres.EmbeddedPostgres;

/** Sees every segment go, and looks at that moment whether Barman's archive holds it and the registry confirms it. */
final class SafetyWatch implements AutoCloseable {

    private final RealBarman barman;
    private final Path safeDirectory;
    private final SortedSet<String> confirmed = Collections.synchronizedSortedSet(new TreeSet<>());
    private final List<String> losses = Collections.synchronizedList(new ArrayList<>());
    private final RecyclingWatch watch;

    private SafetyWatch(EmbeddedPostgres postgres, RealBarman barman, Path safeDirectory, Set<String> exempt) {
        this.barman = barman;
        this.safeDirectory = safeDirectory;
        this.watch = RecyclingWatch.start(postgres, this::isSafe, exempt);
    }

    /** Begins to watch; the segments that are {@code exempt} are older than the stream. */
    static SafetyWatch start(EmbeddedPostgres postgres, RealBarman barman, Path safeDirectory, Set<String> exempt) {
        return new SafetyWatch(postgres, barman, safeDirectory, exempt);
    }

    private boolean isSafe(String segment) {
        boolean hasMarker = Files.exists(safeDirectory.resolve(segment + ".done"));
        if (hasMarker) {
            confirmed.add(segment);
        } else {
            losses.add(segment + " was let go, and nobody had confirmed it");
        }
        boolean isArchived = barman.holds(segment);
        if (!isArchived) {
            losses.add(segment + " was let go, and Barman did not hold it");
        }
        return hasMarker && isArchived;
    }

    /** The segments that were confirmed when PostgreSQL let them go. */
    SortedSet<String> confirmed() {
        synchronized (confirmed) {
            return new TreeSet<>(confirmed);
        }
    }

    /** The segments that PostgreSQL has let go. */
    SortedSet<String> letGo() {
        return watch.letGo();
    }

    /** What went wrong up to now, the watch itself included. */
    List<String> losses() {
        List<String> all = new ArrayList<>(watch.violations());
        synchronized (losses) {
            all.addAll(losses);
        }
        return all;
    }

    @Override
    public void close() {
        watch.close();
    }
}
