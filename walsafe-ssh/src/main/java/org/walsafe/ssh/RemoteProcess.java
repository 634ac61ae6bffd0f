package org.walsafe.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Signal;
import org.walsafe.error.PrintableText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.ShellWord;

/**
 * One command running on a remote host. Threads of the host serve its streams; the caller's stream is served by the caller's
 * thread alone, so that nothing reaches that stream once {@link #serve} has returned.
 */
final class RemoteProcess {

    /** From telling a command to end to making it end. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** For what is on its way of standard error once the command has ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final SshTarget target;
    private final Command command;
    private final CommandFraming framing;
    private final ExecChannel channel;
    private final ExecutorService threads;
    private final RemoteStdin stdin;
    private final RemoteStdout stdout;
    private final RemoteStderr stderr;

    RemoteProcess(
            SshTarget target, Command command, CommandFraming framing, ExecChannel channel, ExecutorService threads) {
        this.target = target;
        this.command = command;
        this.framing = framing;
        this.channel = channel;
        this.threads = threads;
        this.stdin = new RemoteStdin(command.stdin(), channel);
        this.stdout = new RemoteStdout(channel.getInputStream());
        this.stderr = new RemoteStderr(channel.getErrorStream());
    }

    /** Runs the command to its end, or to {@code deadline}. */
    CommandResult serve(OutputStream sink, Deadline deadline) throws IOException {
        start();
        List<Future<?>> serving = new ArrayList<>();
        try {
            serving.add(threads.submit(stdin));
            serving.add(threads.submit(stdout));
            serving.add(threads.submit(stderr));
            return await(sink, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while running " + what());
        } finally {
            serving.forEach(task -> task.cancel(true));
        }
    }

    private void start() throws IOException {
        String line = ShellWord.commandLine(command.words());
        try {
            channel.exec(
                    switch (framing) {
                        case MARKED -> "echo " + AfterMarker.MARKER + " && exec " + line;
                        case BARE -> line;
                    });
        } catch (IOException e) {
            boolean refused = e instanceof ConnectionException && e.getCause() == null;
            if (!refused) {
                throw lost(e);
            }
            throw new IOException(what() + " could not be started: " + SshConnection.reason(e), e);
        }
    }

    private CommandResult await(OutputStream sink, Deadline deadline) throws IOException, InterruptedException {
        AfterMarker afterMarker = new AfterMarker(sink);
        OutputStream out =
                switch (framing) {
                    case MARKED -> afterMarker;
                    case BARE -> sink;
                };
        boolean inTime = copy(out, deadline) && ended(deadline);
        if (!inTime) {
            terminate();
        }
        stdin.throwIfInputFailed(what());
        String tail = stderr.tail(Deadline.in(LAST_WORDS));
        if (!inTime) {
            return new CommandResult(new CommandEnding.TimedOut(command.deadline()), tail);
        }
        CommandEnding ending = ending();
        if (framing == CommandFraming.MARKED && !afterMarker.found()) {
            throw notRun(ending, afterMarker, tail);
        }
        return new CommandResult(ending, tail);
    }

    private boolean copy(OutputStream out, Deadline deadline) throws IOException, InterruptedException {
        try {
            return stdout.copyTo(out, deadline);
        } catch (RemoteStdout.LostConnectionException e) {
            throw lost(e);
        }
    }

    private boolean ended(Deadline deadline) throws IOException {
        try {
            return channel.awaitEnd(deadline);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** OpenSSH passes signals on since 7.9; to an older server, and to a deaf command, only the channel's end is left. */
    private void terminate() throws IOException {
        for (Signal signal : new Signal[] {Signal.TERM, Signal.KILL}) {
            try {
                channel.signal(signal);
                if (channel.awaitEnd(Deadline.in(GRACE))) {
                    return;
                }
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                return; // with its connection
            }
        }
    }

    private CommandEnding ending() throws HostUnreachableException {
        Signal signal = channel.getExitSignal();
        if (signal != null) {
            return new CommandEnding.Signalled(signal.toString());
        }
        Integer status = channel.getExitStatus();
        if (status == null) {
            throw new HostUnreachableException("the connection was lost before " + what() + " had ended");
        }
        return new CommandEnding.Exited(status);
    }

    private HostUnreachableException lost(IOException e) {
        return new HostUnreachableException(
                "the connection was lost while " + what() + " was running: " + SshConnection.reason(e), e);
    }

    private IOException notRun(CommandEnding ending, AfterMarker output, String tail) {
        return new IOException(
                "the login shell did not run " + what() + ", but ended with " + ending + " after it had said "
                        + output.instead() + " and " + PrintableText.quoted(tail)
                        + "; if the account runs commands of its own choice, use CommandFraming.BARE");
    }

    private String what() {
        return command.words().get(0) + " on " + target;
    }
}
