package org.walsafe.examples.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server process that we started, and the processes that it started. */
final class Postmaster {

    private final ClusterDirectory directory;
    private final Process process;
    private final List<ProcessHandle> orphans = new ArrayList<>();

    private Postmaster(ClusterDirectory directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts {@code words} as the server's user, its output going to the log. */
    static Postmaster start(ClusterDirectory directory, List<String> words, Map<String, String> environment)
            throws IOException {
        return new Postmaster(directory, launch(directory, words, environment));
    }

    /** Runs {@code words} as the server's user, its output going to the log, until it ends. */
    static void run(ClusterDirectory directory, List<String> words, Map<String, String> environment, Duration deadline)
            throws IOException, InterruptedException {
        Process process = launch(directory, words, environment);
        boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        if (!ended || process.exitValue() != 0) {
            String program = Path.of(words.get(0)).getFileName().toString();
            throw new PostgresFailedException(
                    directory,
                    program + (ended ? " ended with status " + process.exitValue() : " took longer than " + deadline));
        }
    }

    private static Process launch(ClusterDirectory directory, List<String> words, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(directory.user().commandLine(words))
                .directory(directory.top().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Sends a signal and waits until the postmaster has ended; its children may outlive it. */
    void end(ShutdownMode mode, Duration deadline) throws IOException, InterruptedException {
        process.descendants().forEach(orphans::add);
        signal(mode.signal());
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new PostgresFailedException(directory, "did not end within " + deadline + " of SIG" + mode.signal());
        }
    }

    /** Sends a signal to the postmaster. */
    void signal(String name) throws IOException, InterruptedException {
        signal(name, process.toHandle());
    }

    /** Sends a signal to the child that calls itself {@code title}, if there is one. */
    void signalChild(String title, String name) throws IOException, InterruptedException {
        for (ProcessHandle child : process.children().toList()) {
            if (titleOf(child).startsWith("postgres: " + title)) {
                signal(name, child);
            }
        }
    }

    /** What a server process calls itself. It writes that over its arguments, where Java does not look for it. */
    private static String titleOf(ProcessHandle process) throws IOException {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException ended) {
            return "";
        }
    }

    private void signal(String name, ProcessHandle target) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(target.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log().toFile()))
                .start()
                .waitFor(10, TimeUnit.SECONDS);
    }

    /** Ends the postmaster and everything that it left behind, whatever state they are in. */
    void destroy() {
        process.descendants().forEach(orphans::add);
        process.destroyForcibly();
        orphans.forEach(ProcessHandle::destroyForcibly);
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> process)
                .join();
        orphans.forEach(orphan -> orphan.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> orphan)
                .join());
        removeSharedMemory();
    }

    /** A killed postmaster leaves a System V shared memory segment, named in its postmaster.pid. */
    private void removeSharedMemory() {
        try {
            List<String> lines = Files.readAllLines(directory.data().resolve("postmaster.pid"));
            String[] keyAndId = lines.get(6).trim().split("\\s+");
            new ProcessBuilder(directory.user().commandLine(List.of("ipcrm", "-m", keyAndId[1])))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException | IndexOutOfBoundsException nothingLeft) {
            // an orderly end removed both
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
