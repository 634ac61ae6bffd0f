package org.walsafe.registry;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.wal.WalFileName;

/**
 * A registry that is opened when it is first used, and, where that failed, at the next use again. For processes that may find
 * out that they need no registry, or that begin while its host is away.
 *
 * <p>Thread-safe. Every method but {@link #location()} blocks, and until it is open throws what the opening throws; but
 * {@link #lookup} answers {@link Lookup.Unknown}.
 *
 * @since 0.1.0
 */
public final class OnDemandRegistry implements WalSafeRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(OnDemandRegistry.class);

    private final String location;
    private final Supplier<WalSafeRegistry> opening;
    private @Nullable WalSafeRegistry registry;
    private boolean closed;

    /**
     * A registry that is not open yet.
     *
     * @param location where it is, for messages; must not hold a secret
     * @param opening opens it; closed with this one
     */
    public OnDemandRegistry(String location, Supplier<WalSafeRegistry> opening) {
        this.location = location;
        this.opening = opening;
    }

    /**
     * Begins to open it on a thread of its own, so that it may be open when it is used. Does not block; a failure shows at the
     * next use, which tries again.
     */
    public void openAside() {
        Thread opener = new Thread(this::tryToOpen, "walsafe registry opener");
        opener.setDaemon(true);
        opener.start();
    }

    private void tryToOpen() {
        try {
            opened();
        } catch (RuntimeException e) {
            LOG.debug("the registry {} was not opened aside", location, e);
        }
    }

    private synchronized WalSafeRegistry opened() {
        if (closed) {
            throw new IllegalStateException("the registry " + location + " was closed");
        }
        WalSafeRegistry opened = registry;
        if (opened == null) {
            opened = opening.get();
            registry = opened;
        }
        return opened;
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public ConfirmOutcome confirm(Confirmation confirmation) {
        return opened().confirm(confirmation);
    }

    @Override
    public List<ConfirmOutcome> confirmAll(List<Confirmation> confirmations) {
        return opened().confirmAll(confirmations);
    }

    @Override
    public Lookup lookup(WalFileName file) {
        try {
            return opened().lookup(file);
        } catch (RegistryUnreachableException e) {
            return new Lookup.Unknown(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void list(MarkerVisitor visitor) {
        opened().list(visitor);
    }

    @Override
    public boolean withdraw(WalFileName file) {
        return opened().withdraw(file);
    }

    @Override
    public void recordHole(Hole hole) {
        opened().recordHole(hole);
    }

    @Override
    public void listHoles(HoleVisitor visitor) {
        opened().listHoles(visitor);
    }

    @Override
    public int clearLeftovers(Instant before) {
        return opened().clearLeftovers(before);
    }

    /** Closes it, if it was opened; idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        WalSafeRegistry opened = registry;
        registry = null;
        if (opened != null) {
            opened.close();
        }
    }
}
