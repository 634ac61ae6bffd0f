package org.walsafe.clone.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Brings what was written to the disk: begins while more is written, and at the end waits for every file and every directory.
 * Thread-safe; its thread ends with {@link #close}.
 */
final class TreeFlush implements AutoCloseable {

    /** Files that are flushed side by side share the file system's journal. */
    private static final int THREADS = 8;

    /** Whoever writes faster than the disk waits at the end, and not before. */
    private static final int AHEAD = 1024;

    private static final long LARGE = 1 << 20;
    private static final int SLICE = 256;

    private final ExecutorService ahead = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(AHEAD),
            task -> {
                Thread thread = new Thread(task, "walsafe-copy-flush");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    /** Begins with a file that is complete; whatever goes wrong will go wrong again at the end. */
    void begin(Path file) {
        ahead.execute(() -> {
            try {
                if (Files.size(file) >= LARGE) {
                    Notes.force(file);
                }
            } catch (IOException again) {
                // all files are flushed at the end
            }
        });
    }

    /**
     * Waits until everything below the directories is on disk, themselves included.
     *
     * @throws CopyFailedException where something is not
     */
    static void flushAll(List<Path> directories, TimeLimit limit) {
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
