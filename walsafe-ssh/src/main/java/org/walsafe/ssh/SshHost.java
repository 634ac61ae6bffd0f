package org.walsafe.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostUnreachableException;

/**
 * A machine reached over SSH: commands in sessions, files by SFTP, all on one connection that is kept.
 *
 * <p>The connection is opened when it is first needed, and another when it was lost; an operation that was under way then
 * fails with {@link HostUnreachableException}, as nobody knows how it ended. After a failure to connect, new
 * attempts are refused for a while, a quarter of a second at first and half a minute at most. A host key that is not in
 * {@code known_hosts} is refused ({@link HostKeyRefusedException}); it is never learnt.
 *
 * <p>At most four commands run at a time; further ones wait. At its deadline a command is sent {@code SIGTERM}, and two seconds
 * later {@code SIGKILL}. An open stream from {@link HostFiles#read} keeps a session of the server in use.
 *
 * <p>Thread-safe; every method blocks but {@link #name()} and {@link #files()}. An interrupted thread gets an
 * {@link java.io.InterruptedIOException} and stays interrupted.
 *
 * @since 0.1.0
 */
public final class SshHost implements Host {

    private static final int IDLE_SECONDS = 10;

    private final SshConfiguration configuration;
    private final MissingGuarantees missing;
    private final Watchdog watchdog;
    private final ExecutorService threads;
    private final ConnectionKeeper<SshSessions> connection;
    private final SshFiles files;
    private volatile boolean closed;

    /** The host that {@code configuration} leads to, with the system's clock and randomness of its own. */
    public SshHost(SshConfiguration configuration) {
        this(configuration, InstantSource.system(), new Random());
    }

    /**
     * The host that {@code configuration} leads to.
     *
     * @param clock tells whether a host's certificate is valid, and how long ago the last failure was
     * @param randomness makes the names of temporary files differ; must be thread-safe
     */
    public SshHost(SshConfiguration configuration, InstantSource clock, RandomGenerator randomness) {
        this.configuration = configuration;
        SshTarget target = configuration.target();
        this.missing = new MissingGuarantees(target);
        this.watchdog = new Watchdog(target.toString());
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threadsNamedFor(target),
                (task, pool) -> checkOpen());
        this.connection = new ConnectionKeeper<>(
                target, () -> new SshSessions(SshConnection.open(configuration, clock, watchdog)), clock, threads);
        this.files = new SshFiles(target, new Channels(), missing, new SftpPublisher(missing, randomness));
    }

    private static ThreadFactory threadsNamedFor(SshTarget target) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "walsafe ssh " + target + " " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public String name() {
        return configuration.target().toString();
    }

    @Override
    public CommandResult run(Command command, OutputStream stdout) throws IOException {
        checkOpen();
        Deadline deadline = Deadline.in(command.deadline());
        try (Lease<ExecChannel> lease = open(sessions -> sessions.openCommand(deadline), deadline)) {
            return new RemoteProcess(configuration.target(), command, configuration.framing(), lease.channel(), threads)
                    .serve(stdout, deadline);
        } catch (HostUnreachableException e) {
            throw closed ? closedDuring(command, e) : e;
        }
    }

    /** Opens something on a connection. */
    @FunctionalInterface
    private interface Opening<T> {
        T on(SshSessions sessions) throws IOException;
    }

    /** Opens on the connection that is kept; on another, where it was lost and only this shows it. */
    private <T> T open(Opening<T> opening, Deadline deadline) throws IOException {
        SshSessions sessions = connection.get(deadline);
        try {
            return opening.on(sessions);
        } catch (HostUnreachableException e) {
            if (closed || sessions.isAlive()) {
                throw e;
            }
            return opening.on(connection.get(deadline));
        }
    }

    @Override
    public HostFiles files() {
        checkOpen();
        return files;
    }

    /**
     * Which of the guarantees for published files the server has turned out not to give; each is also logged once, as a
     * warning. Empty before files were used.
     */
    public Set<SshGuarantee> missingGuarantees() {
        return missing.all();
    }

    private HostUnreachableException closedDuring(Command command, HostUnreachableException e) {
        return new HostUnreachableException(
                "the host " + name() + " was closed while " + command.words().get(0) + " was running there", e);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the host " + name() + " was closed");
        }
    }

    /** Ends the connection, and with it all that is under way on it, within a second. */
    @Override
    public void close() {
        closed = true;
        connection.close();
        watchdog.close();
        threads.shutdown();
    }

    @Override
    public String toString() {
        return name();
    }

    /** Lends the one channel for files on the connection that is kept. */
    private final class Channels implements SshFiles.Channels {

        @Override
        public Lease<SftpChannel> borrow() throws IOException {
            checkOpen();
            Deadline deadline = Deadline.in(configuration.operationTimeout());
            return open(sessions -> sessions.openFiles(deadline), deadline);
        }

        @Override
        public void checkOpen() {
            SshHost.this.checkOpen();
        }
    }
}
