package org.walsafe.restore;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;

/**
 * The standard output of a command on a host, to be read while the command runs. A thread of its own runs the command, and
 * waits when the reader is behind. Closing ends both.
 *
 * <p>The end of the stream means that the command ended with success; any other ending is an {@link IOException}. For one
 * reading thread.
 */
final class CommandOutput extends InputStream {

    /** What the command's thread hands over. */
    private sealed interface Part {
        @SuppressWarnings("ArrayRecordComponent")
        record Bytes(byte[] bytes) implements Part {}

        record Ended(CommandResult result) implements Part {}

        record Failed(IOException failure) implements Part {}
    }

    private static final int PARTS_AHEAD = 32;

    /** Longer than any host lets a connection be silent. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(PARTS_AHEAD);
    private final String name;
    private final Thread runner;
    private byte[] current = new byte[0];
    private int next;
    private @Nullable Part last;

    private CommandOutput(Host host, Command command, String name) {
        this.name = name;
        this.runner = new Thread(() -> run(host, command), "walsafe " + name);
        runner.setDaemon(true);
    }

    static CommandOutput start(Host host, Command command, String name) {
        CommandOutput output = new CommandOutput(host, command, name);
        output.runner.start();
        return output;
    }

    private void run(Host host, Command command) {
        try {
            hand(end(host, command));
        } catch (InterruptedIOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Part end(Host host, Command command) {
        try {
            return new Part.Ended(host.run(command, new Parts()));
        } catch (IOException e) {
            return new Part.Failed(e);
        } catch (RuntimeException e) {
            return new Part.Failed(new IOException(name + " failed: " + e.getMessage(), e));
        }
    }

    private void hand(Part part) throws InterruptedIOException {
        try {
            parts.put(part);
        } catch (InterruptedException e) {
            throw new InterruptedIOException(name + " was given up");
        }
    }

    /** Whether the command has output; waits for it, or for the command's end. */
    boolean hasBytes(Deadline deadline) throws IOException {
        if (next == current.length && last == null && !take(deadline)) {
            throw new IOException(name + " did not answer in time");
        }
        return next < current.length;
    }

    /** How the command ended; after its output. */
    CommandResult result() throws IOException {
        if (last instanceof Part.Ended ended) {
            return ended.result();
        }
        throw failure();
    }

    private IOException failure() {
        return last instanceof Part.Failed failed
                ? failed.failure()
                : new IOException(name + " was silent for " + LONGEST_SILENCE.toSeconds() + " s");
    }

    /** Takes the next part; false when there was none in time. */
    private boolean take(Deadline deadline) throws InterruptedIOException {
        try {
            Part part = parts.poll(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (part instanceof Part.Bytes bytes) {
                current = bytes.bytes();
                next = 0;
            } else {
                last = part;
            }
            return part != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + name);
        }
    }

    @Override
    public int read() throws IOException {
        return await() ? current[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!await()) {
            return -1;
        }
        int count = Math.min(length, current.length - next);
        System.arraycopy(current, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean await() throws IOException {
        while (next == current.length) {
            if (last == null && !take(Deadline.in(LONGEST_SILENCE))) {
                throw failure();
            }
            if (last != null) {
                requireSuccess();
                return false;
            }
        }
        return true;
    }

    private void requireSuccess() throws IOException {
        CommandResult result = result();
        if (!result.succeeded()) {
            throw new IOException(name + " " + result.ending().describe() + " after its output had begun");
        }
    }

    @Override
    public void close() {
        runner.interrupt();
    }

    /** What the command writes, cut as it arrives. */
    private final class Parts extends OutputStream {

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                hand(new Part.Bytes(Arrays.copyOfRange(bytes, offset, offset + length)));
            }
        }
    }
}
