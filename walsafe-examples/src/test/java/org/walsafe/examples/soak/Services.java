package org.walsafe.examples.soak;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.walsafe.examples.barman.RealBarman;

/** What runs on Barman's host, kept up by a thread of its own. */
final class Services implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration AS_CRON = Duration.ofSeconds(2);

    private final RealBarman barman;
    private final long segmentBytes;
    private final AtomicInteger repairs = new AtomicInteger();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final Thread keeper = new Thread(this::keep, "soak-services");
    private final Service receiver = new Service(this::receive, SOON);
    private final Service archiving;
    private final Service confirmer;
    private volatile boolean closed;

    private Services(RealBarman barman, long segmentBytes, List<String> confirming) {
        this.barman = barman;
        this.segmentBytes = segmentBytes;
        this.archiving = new Service(() -> barman.start(barman.command("archive-wal", RealBarman.SERVER)), AS_CRON);
        this.confirmer = new Service(() -> barman.start(confirming), SOON);
    }

    /**
     * Starts them.
     *
     * @param barman whose host it is
     * @param segmentBytes the size of a segment
     * @param confirming the words of {@code walsafe reconcile --follow}
     * @return them
     */
    static Services start(RealBarman barman, long segmentBytes, List<String> confirming) {
        Services services = new Services(barman, segmentBytes, confirming);
        services.keeper.setDaemon(true);
        services.keeper.start();
        return services;
    }

    private void keep() {
        while (!closed) {
            try {
                receiver.keepUp();
                archiving.keepUp();
                confirmer.keepUp();
            } catch (IOException e) {
                failure.set(e);
                return;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private Process receive() throws IOException {
        repairPartial();
        return barman.start(barman.command("receive-wal", RealBarman.SERVER));
    }

    /**
     * Does what people must: {@code pg_receivewal} that is killed, or runs out of disk, while it fills a new partial file with
     * zeros, refuses ever after to go on ("should be 0 or"). An empty one it fills anew.
     */
    private void repairPartial() throws IOException {
        for (String name : RealBarman.contents(barman.streaming())) {
            Path file = barman.streaming().resolve(name);
            if (name.endsWith(".partial") && Files.size(file) != 0 && Files.size(file) != segmentBytes) {
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
                repairs.incrementAndGet();
            }
        }
    }

    Service receiver() {
        return receiver;
    }

    Service archiving() {
        return archiving;
    }

    Service confirmer() {
        return confirmer;
    }

    /** How often a partial file was emptied, so that receiving could go on. */
    int repairs() {
        return repairs.get();
    }

    /** Why they are no longer kept up. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        closed = true;
        try {
            keeper.join(Duration.ofSeconds(20).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        confirmer.end();
        archiving.end();
        receiver.end();
    }
}
