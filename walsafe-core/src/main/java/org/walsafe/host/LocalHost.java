package org.walsafe.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The machine that this JVM runs on, used as the user that it runs as.
 *
 * <p>Three things a caller may want to know of commands here. Java sees a signal only as exit status 128 + its number, as
 * a shell shows it, so {@link CommandEnding.Signalled} never comes from this host. At its deadline a command and its
 * descendants are told to end ({@code SIGTERM}) and two seconds later made to ({@code SIGKILL}); a descendant whose own
 * parent has ended already is not found. What descendants write after the command itself has ended may be lost.
 *
 * <p>The file system of published files must know hard links, for {@link PublishMode#IF_ABSENT} stands on them.
 *
 * <p>Thread-safe. Blocks as {@link Host} says; an interrupted thread gets an {@link java.io.IOException}
 * ({@link java.io.InterruptedIOException} or {@link java.nio.channels.ClosedByInterruptException}) and stays interrupted.
 *
 * @since 0.1.0
 */
public final class LocalHost implements Host {

    static final String NAME = "localhost";

    private final LocalFiles files;
    private volatile boolean closed;

    /** The local host, with randomness of its own. */
    public LocalHost() {
        this(new Random());
    }

    /**
     * The local host.
     *
     * @param randomness makes the names of temporary files differ; must be thread-safe
     */
    public LocalHost(RandomGenerator randomness) {
        files = new LocalFiles(this, new LocalPublisher(randomness));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CommandResult run(Command command, OutputStream stdout) throws IOException {
        checkOpen();
        return LocalProgram.run(command, stdout);
    }

    @Override
    public HostFiles files() {
        checkOpen();
        return files;
    }

    /** Refuses further use. Commands that still run end by themselves or at their deadline. */
    @Override
    public void close() {
        closed = true;
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the host " + NAME + " was closed");
        }
    }

    @Override
    public String toString() {
        return NAME;
    }
}
