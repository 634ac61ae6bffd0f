package org.walsafe.jdbc.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.SegmentSwitch;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;

/**
 * Tries the whole way: has the server complete a segment, and waits for its confirmation.
 *
 * <p>Thread-safe. It changes the server as far as a little WAL does: {@code pg_switch_wal}, which needs superuser up to 9.5, and
 * {@code EXECUTE} on it from 9.6 on.
 *
 * @since 0.1.0
 */
public final class ArchiveProbe {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final String CHECK = "probe";

    private final Database server;
    private final WalSafeRegistry registry;

    /**
     * A probe; nothing is done yet.
     *
     * @param server any database of the primary; stays the caller's to close
     * @param registry where the confirmation is awaited; stays the caller's to close
     */
    public ArchiveProbe(Database server, WalSafeRegistry registry) {
        this.server = server;
        this.registry = registry;
    }

    /**
     * Makes it. Blocks until the segment is confirmed, {@code patience} at most.
     *
     * @param patience how long the way may take
     * @return a notice of how long it took, or what is in the way
     * @throws InterruptedException when the thread was interrupted
     */
    public DoctorFinding run(Duration patience) throws InterruptedException {
        SegmentName segment;
        try {
            segment = new SegmentSwitch(server).run();
        } catch (IOException e) {
            return new DoctorFinding(
                    Severity.CRITICAL,
                    CHECK,
                    "The server did not complete a segment: " + e.getMessage() + ".",
                    "Probe the primary, as a role that may execute pg_switch_wal (pg_switch_xlog before 10).");
        }
        long begin = System.nanoTime();
        CountDownLatch never = new CountDownLatch(1);
        Lookup last = registry.lookup(segment);
        while (!(last instanceof Lookup.Confirmed)
                && System.nanoTime() - begin < patience.toNanos()
                && !never.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            last = registry.lookup(segment);
        }
        return told(segment, last, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static DoctorFinding told(SegmentName segment, Lookup last, Duration took) {
        if (last instanceof Lookup.Confirmed) {
            return new DoctorFinding(
                    Severity.NOTICE,
                    CHECK,
                    segment + " was confirmed " + took.toMillis() + " ms after it was complete.",
                    "Nothing is to be done.");
        }
        String why = "";
        if (last instanceof Lookup.Unknown unknown) {
            why = ": " + unknown.reason();
        } else if (last instanceof Lookup.Invalid invalid) {
            why = ": " + invalid.reason();
        }
        return new DoctorFinding(
                Severity.CRITICAL,
                CHECK,
                segment + " is complete, and was not confirmed within " + took.toSeconds() + " s" + why + ".",
                "See whether the archive receives WAL, and whether its hook, 'walsafe reconcile --follow' or"
                        + " 'walsafe receive' runs and reaches the registry.");
    }
}
