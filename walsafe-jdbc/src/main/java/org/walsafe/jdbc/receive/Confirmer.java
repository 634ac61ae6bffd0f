package org.walsafe.jdbc.receive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.codec.DecodingStream;
import org.walsafe.error.WalSafeException;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * Confirms what is on disk, in a thread of its own ({@code walsafe-confirm}): a registry that is slow or out of reach does
 * not keep WAL from being received. Nothing is given up; after a restart {@link #catchUp} finds what was not confirmed.
 */
final class Confirmer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Confirmer.class);
    private static final int CAUGHT_UP_AT_MOST = 256;
    private static final Duration LAST_ATTEMPT = Duration.ofSeconds(10);

    private final WalSafeRegistry registry;
    private final String confirmedBy;
    private final Duration retryPause;
    private final InstantSource time;
    private final Queue<Confirmation> open = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "walsafe-confirm"));

    Confirmer(WalSafeRegistry registry, String confirmedBy, Duration retryPause, InstantSource time) {
        this.registry = registry;
        this.confirmedBy = confirmedBy;
        this.retryPause = retryPause;
        this.time = time;
    }

    int unconfirmed() {
        return open.size();
    }

    /** Confirms a file that is on disk, soon; where the confirmer is closed already, {@link #catchUp} of the next one does. */
    void confirm(WalFileName file, SystemIdentifier cluster, long size, Sha256 sha256) {
        open.add(confirmation(file, cluster, size, sha256));
        try {
            thread.execute(this::confirmOpen);
        } catch (RejectedExecutionException closed) {
            LOG.debug("{} is confirmed when a receiver runs again", file);
        }
    }

    private Confirmation confirmation(WalFileName file, SystemIdentifier cluster, long size, Sha256 sha256) {
        return Confirmation.attested(
                file,
                Evidence.NONE
                        .withKind(EvidenceKind.RECEIVED)
                        .withSystemIdentifier(cluster)
                        .withSize(size)
                        .withSha256(sha256)
                        .withConfirmer(confirmedBy, time.instant()));
    }

    /** Confirms the newest files of the directory, back to one that is confirmed. */
    void catchUp(Path directory, List<ReceivedName> complete, SystemIdentifier cluster) {
        List<ReceivedName> newestFirst = new ArrayList<>(complete);
        newestFirst.sort(Comparator.comparing(ReceivedName::segment).reversed());
        thread.execute(() -> {
            for (ReceivedName name : newestFirst.subList(0, Math.min(newestFirst.size(), CAUGHT_UP_AT_MOST))) {
                if (registry.lookup(name.segment()) instanceof Lookup.Confirmed) {
                    break;
                }
                addStored(directory.resolve(name.fileName()), name.segment(), cluster);
            }
            confirmOpen();
        });
    }

    private void addStored(Path path, WalFileName file, SystemIdentifier cluster) {
        MessageDigest digest = Sha256.engine();
        try (InputStream stored = Files.newInputStream(path);
                InputStream content = DecodingStream.open(stored, path.toString(), SegmentSize.LARGEST.bytes())) {
            long size = content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            open.add(confirmation(file, cluster, size, Sha256.of(digest)));
        } catch (IOException e) {
            LOG.warn("{} cannot be read, and is not confirmed: {}", path, e.toString());
        }
    }

    private void confirmOpen() {
        List<Confirmation> batch = List.copyOf(open);
        if (batch.isEmpty()) {
            return;
        }
        try {
            for (ConfirmOutcome outcome : registry.confirmAll(batch)) {
                if (outcome instanceof ConfirmOutcome.Conflict conflict) {
                    LOG.warn("{}", conflict.reason());
                }
            }
            open.removeAll(batch);
        } catch (WalSafeException e) {
            LOG.warn("{} files are on disk and not yet confirmed: {}", batch.size(), e.getMessage());
            if (!thread.isShutdown()) {
                Future<?> unused = thread.schedule(this::confirmOpen, retryPause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Makes a last attempt to confirm what is open. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_ATTEMPT.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
