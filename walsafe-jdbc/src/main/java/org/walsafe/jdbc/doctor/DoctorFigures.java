package org.walsafe.jdbc.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.archive.ArchiveStatusSource;
import org.walsafe.jdbc.PendingFiles;
import org.walsafe.jdbc.PostgresInspection;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * What monitoring plots. Whatever could not be seen is empty, and left out.
 *
 * <p>Immutable and thread-safe.
 *
 * @param ready how many files wait to be archived
 * @param oldest how long the next of them has been waiting
 * @param lag how many bytes of WAL are written and not archived
 * @param unconfirmed how many of the waiting files are not confirmed, {@value #LOOKED_UP} at most
 * @param unconfirmedOldest how long the first of those has been waiting
 * @since 0.1.0
 */
public record DoctorFigures(
        OptionalLong ready,
        Optional<Duration> oldest,
        OptionalLong lag,
        OptionalLong unconfirmed,
        Optional<Duration> unconfirmedOldest) {

    /** So many of the waiting files are looked up in the registry. */
    public static final int LOOKED_UP = 1000;

    /**
     * {@return the figures that the server alone knows}
     *
     * @param server what it said
     */
    public static DoctorFigures of(PostgresInspection server) {
        Optional<PendingFiles> pending = server.pending().seen();
        if (pending.isEmpty()) {
            return new DoctorFigures(
                    OptionalLong.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty());
        }
        return new DoctorFigures(
                OptionalLong.of(pending.get().count()),
                Optional.of(age(pending.get().nextSince(), server.time())),
                lag(server, pending.get()),
                OptionalLong.empty(),
                Optional.empty());
    }

    /** Without a waiting segment, what is written of the present one is not archived yet. */
    private static OptionalLong lag(PostgresInspection server, PendingFiles pending) {
        if (server.position().isEmpty()) {
            return OptionalLong.empty();
        }
        Lsn position = server.position().get();
        WalGeometry geometry = new WalGeometry(server.segmentSize(), SegmentNumbering.CONTINUOUS);
        long archived = pending.next()
                .filter(SegmentName.class::isInstance)
                .map(next -> geometry.startOf((SegmentName) next).value())
                .orElse(position.value() - geometry.offsetOf(position));
        return OptionalLong.of(Math.max(0, position.value() - archived));
    }

    /**
     * {@return the same with those of the registry}
     *
     * @param registry holds the confirmations
     * @param source what the server waits for
     * @param listing what it waited for a moment ago
     * @param now the server's time
     * @throws IOException when nobody could look
     */
    public DoctorFigures with(
            WalSafeRegistry registry, ArchiveStatusSource source, ArchiveStatusListing listing, Instant now)
            throws IOException {
        long count = 0;
        Optional<Duration> first = Optional.empty();
        for (WalFileName file : listing.waiting().stream().limit(LOOKED_UP).toList()) {
            if (!(registry.lookup(file) instanceof Lookup.Confirmed)) {
                count++;
                if (first.isEmpty()) {
                    first = Optional.of(age(source.waitingSince(file), now));
                }
            }
        }
        return new DoctorFigures(
                ready, oldest, lag, OptionalLong.of(count), first.or(() -> Optional.of(Duration.ZERO)));
    }

    private static Duration age(Optional<Instant> since, Instant now) {
        return since.filter(start -> start.isBefore(now))
                .map(start -> Duration.between(start, now))
                .orElse(Duration.ZERO);
    }

    /**
     * {@return performance data as Nagios plug-ins print it: {@code ready=3;10;100 oldest=7s;300;3600 lag=50331648B}}
     *
     * @param limits from when on waiting is a finding
     */
    public String perfdata(DoctorLimits limits) {
        StringJoiner data = new StringJoiner(" ");
        String files = ";" + limits.warningFiles() + ";" + limits.criticalFiles();
        String ages = ";" + limits.warningAge().toSeconds() + ";"
                + limits.criticalAge().toSeconds();
        ready.ifPresent(count -> data.add("ready=" + count + files));
        oldest.ifPresent(age -> data.add("oldest=" + age.toSeconds() + "s" + ages));
        lag.ifPresent(bytes -> data.add("lag=" + bytes + "B"));
        unconfirmed.ifPresent(count -> data.add("unconfirmed=" + count));
        unconfirmedOldest.ifPresent(age -> data.add("unconfirmed_oldest=" + age.toSeconds() + "s" + ages));
        return data.toString();
    }
}
