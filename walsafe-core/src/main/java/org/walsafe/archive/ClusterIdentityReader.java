package org.walsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.TreeSet;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * Learns a cluster's identity from its files: the system identifier from {@code pg_control}, where it is the first field in
 * every version, the rest from a segment that carries it.
 */
final class ClusterIdentityReader {

    /** The oldest segments are looked at, for those made in advance may be blank. */
    private static final int SEGMENTS_TRIED = 16;

    private final Host host;
    private final HostPath dataDirectory;
    private final PgWalDirectory pgWal;

    ClusterIdentityReader(Host host, HostPath dataDirectory, PgWalDirectory pgWal) {
        this.host = host;
        this.dataDirectory = dataDirectory;
        this.pgWal = pgWal;
    }

    ClusterIdentity read() throws IOException {
        SystemIdentifier identifier = ControlFile.systemIdentifier(host.files(), dataDirectory);
        for (SegmentName segment : oldestSegments()) {
            if (header(segment) instanceof SegmentHeaderReading.Known known
                    && known.header().systemIdentifier().equals(identifier)) {
                return new ClusterIdentity(identifier, known.header().geometry());
            }
        }
        throw new IOException("no segment in " + host.name() + ":" + pgWal.path() + " carries the system identifier "
                + identifier + " of global/pg_control, so its segment size is unknown");
    }

    private Iterable<SegmentName> oldestSegments() throws IOException {
        TreeSet<SegmentName> oldest = new TreeSet<>(Comparator.naturalOrder());
        host.files().list(pgWal.path(), name -> {
            if (WalFileName.tryParse(name).orElse(null) instanceof SegmentName segment) {
                oldest.add(segment);
                if (oldest.size() > SEGMENTS_TRIED) {
                    oldest.pollLast();
                }
            }
            return DirectoryVisitor.Next.CONTINUE;
        });
        return oldest;
    }

    /** A segment may be recycled between listing and reading; then the next one serves. */
    private SegmentHeaderReading header(SegmentName segment) throws IOException {
        try {
            return SegmentHeaderReading.of(start(pgWal.path().child(segment.text()), SegmentHeader.MINIMUM_BYTES));
        } catch (NoSuchFileException recycled) {
            return new SegmentHeaderReading.Malformed("the segment is gone");
        }
    }

    private byte[] start(HostPath file, int length) throws IOException {
        try (InputStream in = host.files().read(file, 0)) {
            return in.readNBytes(length);
        }
    }
}
