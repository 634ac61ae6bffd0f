package org.walsafe.examples.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.walsafe.ssh.tck.Program;

/**
 * A program that is started again when it has ended, as systemd and cron do, unless it is being kept down. Thread-safe.
 */
final class Service {

    private final Start start;
    private final Duration pause;
    private final List<ProcessHandle> frozen = new ArrayList<>();
    private Optional<Process> process = Optional.empty();
    private long startedNanos;
    private boolean down;

    /** How it is started. */
    interface Start {
        Process now() throws IOException;
    }

    /** A service that is not yet running; {@code pause} is the least time from one start to the next. */
    Service(Start start, Duration pause) {
        this.start = start;
        this.pause = pause;
    }

    /** Starts it if it is time to. */
    synchronized void keepUp() throws IOException {
        boolean due = process.isEmpty() || System.nanoTime() - startedNanos >= pause.toNanos();
        if (!down && due) {
            begin();
        }
    }

    /** Starts it unless it is running. */
    synchronized void begin() throws IOException {
        if (process.filter(Process::isAlive).isEmpty()) {
            process = Optional.of(start.now());
            startedNanos = System.nanoTime();
        }
    }

    /** Kills it with all that it has started, and keeps it down; where it is not running, it is started for that. */
    synchronized void kill() throws IOException {
        begin();
        end();
    }

    /** Ends it, and keeps it down. */
    synchronized void end() {
        down = true;
        process.ifPresent(running -> {
            signal("STOP", running.toHandle()); // so that it starts nothing meanwhile
            family(running).forEach(ProcessHandle::destroyForcibly);
            running.onExit().join();
        });
    }

    /** Kills it, and lets it be started again. */
    synchronized void restart() throws IOException {
        kill();
        release();
    }

    /** Lets it be started again. */
    synchronized void release() {
        down = false;
    }

    /** Stops it where it is, with all that it has started, as a machine that hangs does. */
    synchronized void freeze() throws IOException {
        if (!down) {
            begin();
        }
        process.ifPresent(running -> frozen.addAll(family(running)));
        frozen.forEach(each -> signal("STOP", each));
    }

    /** Lets it go on. */
    synchronized void thaw() {
        frozen.forEach(each -> signal("CONT", each));
        frozen.clear();
    }

    private static List<ProcessHandle> family(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private static void signal(String name, ProcessHandle to) {
        Program.run(List.of("kill", "-" + name, Long.toString(to.pid())));
    }
}
