package org.walsafe.reconcile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.archive.ArchiveStatusSource;
import org.walsafe.archive.ArchiverOrder;
import org.walsafe.archive.ClusterIdentity;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/** PostgreSQL's WAL directory and what it says of it, as a test wants it. Segments have 1 MiB. */
final class InMemoryPrimary implements ArchiveStatusSource, PrimaryWal {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    static final SystemIdentifier SYSTEM_IDENTIFIER = SystemIdentifier.parse("7710340477394556725");

    static final ClusterIdentity CLUSTER =
            new ClusterIdentity(SYSTEM_IDENTIFIER, new WalGeometry(SegmentSize.SMALLEST, SegmentNumbering.CONTINUOUS));

    final Map<WalFileName, byte[]> files = new TreeMap<>(ArchiverOrder.HISTORIES_FIRST);
    final Set<WalFileName> ready = new TreeSet<>(ArchiverOrder.HISTORIES_FIRST);
    final Set<WalFileName> done = new TreeSet<>(ArchiverOrder.HISTORIES_FIRST);
    Optional<IOException> failure = Optional.empty();
    int digests;

    /** A segment of this cluster whose header says what its name says. */
    static byte[] segment(SegmentName name) {
        return segment(name, SYSTEM_IDENTIFIER);
    }

    static byte[] segment(SegmentName name, SystemIdentifier cluster) {
        return WalFixtures.segment(name, cluster, PostgresMajor.V15, SegmentSize.SMALLEST);
    }

    /** PostgreSQL finishes a file and marks it ready. */
    void finish(WalFileName file, byte[] content) {
        files.put(file, content);
        ready.add(file);
    }

    @Override
    public String location() {
        return "memory:primary";
    }

    @Override
    public ClusterIdentity cluster() throws IOException {
        failIfAsked();
        return CLUSTER;
    }

    @Override
    public ArchiveStatusListing read() throws IOException {
        failIfAsked();
        ArchiveStatusListing.Builder listing = ArchiveStatusListing.builder(location(), NOW);
        ready.forEach(file -> listing.statusFile(file + ".ready"));
        done.forEach(file -> listing.statusFile(file + ".done"));
        files.keySet().forEach(file -> listing.walFile(file.text()));
        return listing.build();
    }

    @Override
    public Optional<Instant> waitingSince(WalFileName file) throws IOException {
        failIfAsked();
        return ready.contains(file) ? Optional.of(NOW.minusSeconds(90)) : Optional.empty();
    }

    @Override
    public Optional<ContentDigest> digest(WalFileName file) throws IOException {
        failIfAsked();
        digests++;
        return Optional.ofNullable(files.get(file)).map(bytes -> new ContentDigest(bytes.length, Sha256.of(bytes)));
    }

    @Override
    public Optional<InputStream> open(WalFileName file) throws IOException {
        failIfAsked();
        return Optional.ofNullable(files.get(file)).map(ByteArrayInputStream::new);
    }

    private void failIfAsked() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
