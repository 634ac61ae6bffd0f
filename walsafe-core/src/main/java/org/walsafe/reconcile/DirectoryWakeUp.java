package org.walsafe.reconcile;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.wal.WalFileName;

/**
 * Wakes when a WAL file appears in a local directory, or in one of its newest subdirectories: in Barman's {@code wals} each
 * 256 segments of 16 MiB have one. Where PostgreSQL is on the same machine, its {@code archive_status} can be watched too: a
 * {@code .ready} file counts as its WAL file.
 *
 * <p>A hint, no more: the system may drop events, file servers send none, and older subdirectories are not watched. A
 * directory that is missing is looked for at each wait.
 *
 * <p>Thread-safe, for one thread that waits.
 *
 * @since 0.1.0
 */
public final class DirectoryWakeUp implements WakeUp {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWakeUp.class);

    /** Enough for the newest logs of a few timelines; the system has only so many watches to give. */
    private static final int SUBDIRECTORIES_WATCHED = 16;

    /** A directory of segments is named by their timeline and log; what has a shorter name is no concern here. */
    private static final String HASH_DIRECTORY = "[0-9A-F]".repeat(16);

    private static final String READY = ".ready";

    private final List<Path> roots;
    private final WatchService watcher;
    private final IntervalWakeUp pause = new IntervalWakeUp();
    private final Map<Path, WatchKey> watched = new TreeMap<>();

    /**
     * Watches from now on.
     *
     * @param roots the directories where WAL files, directories of them, or {@code .ready} files appear
     * @throws IOException when the system cannot watch directories
     */
    public DirectoryWakeUp(List<Path> roots) throws IOException {
        this.roots = List.copyOf(roots);
        this.watcher = FileSystems.getDefault().newWatchService();
        watchAll();
    }

    @Override
    public Cause await(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            watchAll();
            while (true) {
                WatchKey key = watcher.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (key == null) {
                    return Cause.TIMEOUT;
                }
                if (bringsSomething(key)) {
                    takeWhatElseThereIs();
                    return Cause.CHANGE;
                }
            }
        } catch (ClosedWatchServiceException e) {
            return Cause.CLOSED;
        }
    }

    private void takeWhatElseThereIs() {
        for (WatchKey key = watcher.poll(); key != null; key = watcher.poll()) {
            bringsSomething(key);
        }
    }

    /** Files under other names, such as those being written, bring nothing yet. */
    private boolean bringsSomething(WatchKey key) {
        boolean something = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            if (StandardWatchEventKinds.OVERFLOW.equals(event.kind())) {
                something = true;
            } else if (event.context() instanceof Path name) {
                something |= isWalFile(name.toString()) || watchIfDirectory(key, name);
            }
        }
        if (!key.reset()) {
            watched.values().remove(key);
        }
        return something;
    }

    private static boolean isWalFile(String name) {
        String file = name.endsWith(READY) ? name.substring(0, name.length() - READY.length()) : name;
        return WalFileName.tryParse(file).isPresent();
    }

    private boolean watchIfDirectory(WatchKey key, Path name) {
        if (key.watchable() instanceof Path parent && roots.contains(parent)) {
            Path directory = parent.resolve(name);
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                watch(directory);
                dropOldest(parent);
                return true;
            }
        }
        return false;
    }

    private void watchAll() {
        for (Path root : roots) {
            if (!watched.containsKey(root) && Files.isDirectory(root)) {
                watch(root);
                watchSubdirectories(root);
            }
        }
    }

    private void watchSubdirectories(Path root) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, HASH_DIRECTORY)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    watch(entry);
                    dropOldest(root);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("cannot look into {}, so what appears below is seen at intervals only: {}", root, e.toString());
        }
    }

    private void watch(Path directory) {
        try {
            watched.put(directory, directory.register(watcher, StandardWatchEventKinds.ENTRY_CREATE));
        } catch (IOException e) {
            LOG.warn("cannot watch {}, so what appears there is seen at intervals only: {}", directory, e.toString());
        }
    }

    /** Keeps the newest: their names are timeline and log, so the newest sort last. */
    private void dropOldest(Path root) {
        List<Path> subdirectories = watched.keySet().stream()
                .filter(path -> root.equals(path.getParent()) && !roots.contains(path))
                .toList();
        for (int i = 0; i < subdirectories.size() - SUBDIRECTORIES_WATCHED; i++) {
            WatchKey key = watched.remove(subdirectories.get(i));
            if (key != null) {
                key.cancel();
            }
        }
    }

    @Override
    public Cause pause(Duration time) throws InterruptedException {
        return pause.pause(time);
    }

    @Override
    public void close() {
        pause.close();
        try {
            watcher.close();
        } catch (IOException e) {
            LOG.debug("the system would not end the watching", e);
        }
    }
}
