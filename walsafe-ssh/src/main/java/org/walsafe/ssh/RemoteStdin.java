package org.walsafe.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import net.schmizz.sshj.connection.channel.direct.Signal;
import org.apache.commons.io.output.TaggedOutputStream;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.Command;

/**
 * Writes a remote command's standard input.
 *
 * <p>A command that stops reading early is its own affair. Input that cannot be produced is not: the command is ended before
 * its input is, or it would take the part that it has for the whole.
 */
final class RemoteStdin implements Runnable {

    private static final Duration END = Duration.ofSeconds(1);

    private final Command.Stdin input;
    private final ExecChannel channel;
    private volatile @Nullable Exception failure;

    RemoteStdin(Command.Stdin input, ExecChannel channel) {
        this.input = input;
        this.channel = channel;
    }

    @Override
    public void run() {
        try (OutputStream stdin = channel.stdin()) {
            write(new TaggedOutputStream(stdin));
        } catch (IOException stoppedReading) {
            // how the command ended tells whether that matters
        }
    }

    private void write(TaggedOutputStream stdin) throws IOException {
        try {
            input.writeTo(stdin);
        } catch (IOException | RuntimeException e) {
            if (!stdin.isCauseOf(e)) {
                failure = e;
                channel.signal(Signal.KILL);
                channel.endWithin(END);
            }
        }
    }

    /** To be asked once the command has ended. */
    void throwIfInputFailed(String what) throws IOException {
        Exception reason = failure;
        if (reason != null) {
            throw new IOException("the input of " + what + " could not be produced: " + reason.getMessage(), reason);
        }
    }
}
