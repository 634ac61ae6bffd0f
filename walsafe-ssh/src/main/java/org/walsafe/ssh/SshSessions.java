package org.walsafe.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.connection.channel.OpenFailException;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.HostUnreachableException;

/**
 * The sessions on one connection: commands, and one kept channel for files.
 *
 * <p>A server allows few sessions on a connection ({@code MaxSessions}, 10 by default, and it counts one that has ended for
 * some time yet), so at most four commands run at a time. Where it allows so few that a command finds no room, the
 * channel for files gives way when nobody uses it; otherwise the command waits.
 *
 * <p>Thread-safe.
 */
final class SshSessions implements ConnectionKeeper.Kept {

    private static final int CONCURRENT_COMMANDS = 4;

    /** A server that refuses a session may have one free again this much later. */
    private static final Duration RETRY = Duration.ofMillis(20);

    /** How long a server may refuse a session although none of ours is open. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration END_OF_CHANNEL = Duration.ofSeconds(1);

    private final SshConnection connection;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private int commands;
    private int filesUsers;
    private @Nullable SftpChannel files;

    SshSessions(SshConnection connection) {
        this.connection = connection;
    }

    @Override
    public boolean isAlive() {
        return connection.isAlive();
    }

    /**
     * A session for one command.
     *
     * @throws HostUnreachableException when there is none by {@code deadline}, or the connection fails
     */
    Lease<ExecChannel> openCommand(Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (commands >= CONCURRENT_COMMANDS) {
                awaitChange(deadline, Long.MAX_VALUE, "other commands are running there");
            }
            ExecChannel channel = open(deadline);
            commands++;
            return new Lease<>(channel, () -> endCommand(channel));
        } finally {
            lock.unlock();
        }
    }

    /** Gives a command's session back. A server that does not close it has lost its wits, and the connection goes. */
    private void endCommand(ExecChannel channel) {
        if (!channel.endWithin(END_OF_CHANNEL)) {
            connection.abort();
        }
        lock.lock();
        try {
            commands--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The channel for files.
     *
     * @throws HostUnreachableException when there is none by {@code deadline}, or the connection fails
     */
    Lease<SftpChannel> openFiles(Deadline deadline) throws IOException {
        lock.lock();
        try {
            SftpChannel open = files;
            if (open == null || !open.isUsable()) {
                if (open != null) {
                    open.close();
                }
                files = null;
                open = SftpChannel.start(connection, open(deadline));
                files = open;
            }
            filesUsers++;
            return new Lease<>(open, this::endFiles);
        } finally {
            lock.unlock();
        }
    }

    /** Gives the channel for files back. */
    private void endFiles() {
        lock.lock();
        try {
            filesUsers--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private ExecChannel open(Deadline deadline) throws IOException {
        Deadline patience = Deadline.in(PATIENCE);
        while (true) {
            ExecChannel channel = connection.newChannel();
            try {
                channel.open();
                return channel;
            } catch (OpenFailException refused) {
                SftpChannel idle = filesUsers == 0 ? files : null;
                if (idle != null) {
                    idle.close();
                    files = null;
                } else if (commands == 0 && filesUsers == 0 && patience.hasPassed()) {
                    throw tooMany(refused);
                }
                awaitChange(deadline, RETRY.toNanos(), "it refuses another session: " + refused.getMessage());
            } catch (IOException e) {
                connection.abort();
                throw new HostUnreachableException(
                        "cannot open a session at " + connection.target() + ": " + connection.whyLost(e), e);
            }
        }
    }

    /** Waits for a change that may help; the callers look whether it has. */
    @SuppressWarnings("WaitNotInLoop")
    private void awaitChange(Deadline deadline, long atMostNanos, String reason) throws IOException {
        if (deadline.hasPassed()) {
            throw new HostUnreachableException(
                    "no session at " + connection.target() + " in time: " + reason,
                    "Raise MaxSessions in its sshd_config.");
        }
        try {
            changed.awaitNanos(Math.min(deadline.leftNanos(), atMostNanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a session at " + connection.target());
        }
    }

    private HostUnreachableException tooMany(OpenFailException refused) {
        return new HostUnreachableException(
                connection.target() + " refuses any session: " + refused.getMessage(),
                "See MaxSessions and ForceCommand in its sshd_config, and the account's authorized_keys.",
                refused);
    }

    @Override
    public void close() {
        connection.close();
    }
}
