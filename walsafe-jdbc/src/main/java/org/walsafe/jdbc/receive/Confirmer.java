package org.walsafe.jdbc.receive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
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
import org.walsafe.metrics.WalSafeCounter;
import org.walsafe.metrics.WalSafeGauge;
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
    private final ReceiverConfig config;
    private final Queue<Confirmation> open = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "walsafe-confirm"));

    Confirmer(WalSafeRegistry registry, ReceiverConfig config) {
        this.registry = registry;
        this.config = config;
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
                        .withConfirmer(config.confirmedBy(), config.time().instant()));
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
            int recorded = 0;
            for (ConfirmOutcome outcome : registry.confirmAll(batch)) {
                recorded += outcome instanceof ConfirmOutcome.Recorded ? 1 : 0;
                if (outcome instanceof ConfirmOutcome.Conflict conflict) {
                    LOG.warn("{}", conflict.reason());
                }
            }
            open.removeAll(batch);
            config.metrics().add(WalSafeCounter.BATCHES, 1);
            if (recorded > 0) {
                config.metrics().add(WalSafeCounter.CONFIRMED, recorded);
            }
        } catch (WalSafeException e) {
            config.metrics().add(WalSafeCounter.ERRORS, 1);
            LOG.warn("{} files are on disk and not yet confirmed: {}", batch.size(), e.getMessage());
            if (!thread.isShutdown()) {
                Future<?> unused =
                        thread.schedule(this::confirmOpen, config.retryPause().toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            tellWhatIsOpen();
        }
    }

    private void tellWhatIsOpen() {
        Confirmation oldest = open.peek();
        Duration age = oldest == null
                ? Duration.ZERO
                : oldest.evidence()
                        .flatMap(Evidence::confirmedAt)
                        .map(since -> Duration.between(since, config.time().instant()))
                        .orElse(Duration.ZERO);
        config.metrics().set(WalSafeGauge.UNCONFIRMED, open.size());
        config.metrics().set(WalSafeGauge.UNCONFIRMED_AGE, Math.max(0, age.toMillis()) / 1000.0);
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
