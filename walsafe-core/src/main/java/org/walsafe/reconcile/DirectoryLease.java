package org.walsafe.reconcile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;

/**
 * The lock of a registry that is a directory on a host: a file in it that its owner writes anew every few seconds.
 *
 * <p>A file that nobody wrote for the length of the lease is nobody's, and whoever notices takes it over; so the lock heals
 * when its owner is killed. "Nobody wrote" is what the taker saw by its own clock, so the machines' clocks need not agree.
 * When the owner was a process of the taker's own machine that is gone, the taker does not wait.
 *
 * <p>Two that take over at once may both go on until the next renewal, a third of the lease; that does no harm.
 *
 * <p>Thread-safe. Blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class DirectoryLease implements RegistryLock {

    /** The file's name: one that a registry takes for none of its markers. */
    public static final String FILE_NAME = HostFiles.TEMPORARY_PREFIX + "reconcile.lease";

    /** Long enough to outlast a slow connection, short enough to wait for. */
    public static final Duration DEFAULT_LENGTH = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLease.class);

    private static final int LONGEST_FILE = 4096;

    private static final int RENEWALS_PER_LEASE = 3;

    private final Host host;
    private final HostPath file;
    private final String owner;
    private final Duration length;
    private final ProcessIdentity self;
    private final LongSupplier nanoTime;
    private long renewals;
    private @Nullable LeaseText written;
    private long writtenAt;
    private @Nullable LeaseText seen;
    private long seenFirstAt;
    private boolean closed;

    /**
     * The lease of {@code directory}; nothing is taken yet.
     *
     * @param host the machine it is on; stays the caller's to close
     * @param directory the registry's directory
     * @param owner who holds the lease, for others' messages: one printable line
     * @param length how long a file that nobody writes counts as somebody's
     */
    public DirectoryLease(Host host, HostPath directory, String owner, Duration length) {
        this(host, directory, owner, length, ProcessIdentity.current(), System::nanoTime);
    }

    DirectoryLease(
            Host host, HostPath directory, String owner, Duration length, ProcessIdentity self, LongSupplier nanoTime) {
        this.host = host;
        this.file = directory.child(FILE_NAME);
        this.owner = owner;
        this.length = length;
        this.self = self;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized LockState hold() throws IOException {
        if (closed) {
            throw new IllegalStateException("the lease " + host.name() + ":" + file + " was given back");
        }
        if (written != null && nanoTime.getAsLong() - writtenAt < length.toNanos() / RENEWALS_PER_LEASE) {
            return new LockState.Held();
        }
        Optional<LeaseText> found = read();
        if (found.isEmpty()) {
            return write(PublishMode.IF_ABSENT);
        }
        if (found.get().equals(written) || isAbandoned(found.get())) {
            return write(PublishMode.REPLACE);
        }
        written = null;
        return new LockState.HeldByAnother(found.get().owner());
    }

    private boolean isAbandoned(LeaseText found) {
        if (found.process().map(process -> process.isKnownGoneTo(self)).orElse(false)) {
            return true;
        }
        if (!found.equals(seen)) {
            seen = found;
            seenFirstAt = nanoTime.getAsLong();
        }
        return nanoTime.getAsLong() - seenFirstAt >= length.toNanos();
    }

    private LockState write(PublishMode mode) throws IOException {
        LeaseText text = new LeaseText(owner, Optional.of(self), renewals++);
        PublishOutcome outcome = host.files().publish(file, out -> out.write(text.bytes()), mode);
        if (outcome == PublishOutcome.NAME_TAKEN) {
            return new LockState.HeldByAnother(read().map(LeaseText::owner).orElse("another"));
        }
        written = text;
        writtenAt = nanoTime.getAsLong();
        return new LockState.Held();
    }

    private Optional<LeaseText> read() throws IOException {
        try (InputStream in = host.files().read(file, 0)) {
            return Optional.of(LeaseText.parse(new String(in.readNBytes(LONGEST_FILE), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        LeaseText ours = written;
        written = null;
        try {
            if (ours != null && read().equals(Optional.of(ours))) {
                host.files().delete(file);
            }
        } catch (IOException e) {
            LOG.debug("the lease {}:{} was not given back and will run out", host.name(), file, e);
        }
    }
}
