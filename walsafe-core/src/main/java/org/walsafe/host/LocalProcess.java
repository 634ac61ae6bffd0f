package org.walsafe.host;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One command running on {@link LocalHost}. Threads of its own serve its pipes; the caller's stream is served by the
 * caller's thread alone, so that nothing reaches that stream once {@link #serve} has returned.
 */
final class LocalProcess {

    /** From telling a command to end to making it end. */
    static final Duration GRACE = Duration.ofSeconds(2);

    /** For what is left in the pipe of standard error once the command has ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Command command;
    private final Process process;
    private final LocalStdin stdin;
    private final LocalStdout stdout;
    private final LocalStderr stderr;

    LocalProcess(Command command, Process process) {
        String threadName = "walsafe " + command.words().get(0) + " " + process.pid() + " ";
        this.command = command;
        this.process = process;
        this.stdin = new LocalStdin(command.stdin(), process, threadName + "stdin");
        this.stdout = new LocalStdout(process.getInputStream(), threadName + "stdout");
        this.stderr = new LocalStderr(process.getErrorStream(), threadName + "stderr");
    }

    /** Runs the command to its end, or to {@code end} on the clock of {@link System#nanoTime}. */
    @SuppressWarnings("ReferenceEquality") // NONE is that one object
    CommandResult serve(OutputStream sink, long end) throws IOException {
        try {
            if (command.stdin() != Command.Stdin.NONE) {
                stdin.start();
            }
            stdout.start();
            stderr.start();
            boolean inTime = stdout.copyTo(sink, end) && process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            endTree();
            stdin.throwIfInputFailed(command.words().get(0));
            stderr.join(LAST_WORDS.toMillis());
            CommandEnding ending = inTime
                    ? new CommandEnding.Exited(process.exitValue())
                    : new CommandEnding.TimedOut(command.deadline());
            return new CommandResult(ending, stderr.tail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } finally {
            killTree();
            stdin.interrupt();
            stdout.interrupt();
        }
    }

    private InterruptedIOException interrupted() {
        return new InterruptedIOException(
                "interrupted while running " + command.words().get(0) + " on " + LocalHost.NAME);
    }

    /** Nothing to do for a command that has ended: what it left running on purpose goes on. */
    private void endTree() throws InterruptedException {
        if (process.isAlive()) {
            for (ProcessHandle member : tree()) {
                member.destroy();
            }
            process.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS);
        }
        killTree();
    }

    private void killTree() {
        if (process.isAlive()) {
            for (ProcessHandle member : tree()) {
                member.destroyForcibly();
            }
        }
    }

    private List<ProcessHandle> tree() {
        List<ProcessHandle> members = new ArrayList<>(process.descendants().toList());
        members.add(process.toHandle());
        return members;
    }
}
