package org.walsafe.clone.copy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.walsafe.host.Command;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;

/**
 * Brings what was written to the disk: begins while more is written, and waits for all of it at the end. Whole file systems at a
 * time, by {@code sync -f} (coreutils 8.24, {@code syncfs(2)}, as {@code pg_basebackup --sync-method=syncfs} does since 17): a
 * file at a time, each would wait for the disk's own cache. Where that command is not to be had, file by file.
 *
 * <p>Thread-safe; its thread ends with {@link #close}.
 */
final class TreeFlush implements AutoCloseable {

    /** Files that are flushed side by side share the file system's journal. */
    private static final int THREADS = 8;

    /** So much is written before flushing begins. */
    private static final long AHEAD_BYTES = 256L << 20;

    private static final int SLICE = 256;

    private final List<Path> directories;
    private final TimeLimit limit;
    private final AtomicLong written = new AtomicLong();
    private final AtomicBoolean flushing = new AtomicBoolean();
    private final ExecutorService ahead = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "walsafe-copy-flush");
        thread.setDaemon(true);
        return thread;
    });

    TreeFlush(List<Path> directories, TimeLimit limit) {
        this.directories = directories;
        this.limit = limit;
    }

    /** More was written. Whatever goes wrong with flushing it goes wrong again at the end. */
    void wrote(long bytes) {
        if (written.addAndGet(bytes) >= AHEAD_BYTES && flushing.compareAndSet(false, true)) {
            written.set(0);
            ahead.execute(() -> {
                areFlushedWhole(directories, limit);
                flushing.set(false);
            });
        }
    }

    /**
     * Waits until everything below the directories is on disk, themselves included.
     *
     * @throws CopyFailedException where something is not
     */
    static void flushAll(List<Path> directories, TimeLimit limit) {
        if (!areFlushedWhole(directories, limit)) {
            flushEach(directories, limit);
        }
    }

    private static boolean areFlushedWhole(List<Path> directories, TimeLimit limit) {
        List<String> words = new ArrayList<>(List.of("sync", "-f", "--"));
        directories.forEach(directory -> words.add(directory.toString()));
        try (Host here = new LocalHost()) {
            Command sync = Command.of(words.toArray(String[]::new)).within(limit.left());
            return here.run(sync, OutputStream.nullOutputStream()).succeeded();
        } catch (IOException e) {
            return false;
        }
    }

    private static void flushEach(List<Path> directories, TimeLimit limit) {
        List<Path> everything = new ArrayList<>();
        for (Path directory : directories) {
            try (Stream<Path> tree = Files.walk(directory)) {
                tree.filter(path -> !Files.isSymbolicLink(path)).forEach(everything::add);
            } catch (IOException e) {
                throw Failures.unwritable(directory, e);
            } catch (UncheckedIOException e) {
                throw Failures.unwritable(directory, new IOException(e.getMessage(), e));
            }
        }
        List<Runnable> slices = new ArrayList<>();
        for (int from = 0; from < everything.size(); from += SLICE) {
            List<Path> slice = everything.subList(from, Math.min(everything.size(), from + SLICE));
            slices.add(() -> slice.forEach(TreeFlush::flush));
        }
        CopyWorkers.run(THREADS, slices, limit);
    }

    private static void flush(Path path) {
        try {
            Notes.force(path);
        } catch (IOException e) {
            throw Failures.unwritable(path, e);
        }
    }

    @Override
    public void close() {
        ahead.shutdownNow();
    }
}
