package org.walsafe.jdbc;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import org.walsafe.archive.ClusterIdentity;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * A cluster's identity over SQL: from {@code pg_control_system()}, and up to 9.5, which has no such function, from the
 * first page of a segment. For one thread.
 */
record ClusterIdentitySql(Session session, WalDirectorySql files) {

    /** The oldest segments are looked at, for those made in advance may be blank. */
    private static final int SEGMENTS_TRIED = 16;

    ClusterIdentity read(String place) throws SQLException, IOException {
        if (!files.version().isAtLeast(ServerVersion.V9_6)) {
            return ofSegment(place);
        }
        PgSettings settings = PgSettings.read(session);
        SegmentNumbering numbering = PostgresMajor.fromServerVersionNum(settings.versionNumber())
                .map(PostgresMajor::numbering)
                .orElse(SegmentNumbering.CONTINUOUS);
        return new ClusterIdentity(systemIdentifier(session), new WalGeometry(settings.segmentSize(), numbering));
    }

    /** SQL shows the unsigned number as a signed one. */
    static SystemIdentifier systemIdentifier(Session session) throws SQLException {
        try (PreparedStatement query = session.prepare("SELECT system_identifier FROM pg_catalog.pg_control_system()");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return new SystemIdentifier(rows.getLong(1));
        }
    }

    private ClusterIdentity ofSegment(String place) throws SQLException, IOException {
        for (SegmentName segment : oldestSegments()) {
            Optional<byte[]> start =
                    new ServerFiles(session).read(files.path() + '/' + segment.text(), 0, SegmentHeader.MINIMUM_BYTES);
            if (start.isPresent() && SegmentHeaderReading.of(start.get()) instanceof SegmentHeaderReading.Known known) {
                return new ClusterIdentity(
                        known.header().systemIdentifier(), known.header().geometry());
            }
        }
        throw new IOException("no segment in " + files.path() + " of " + place
                + " has a header that tells the system identifier and the segment size");
    }

    private Iterable<SegmentName> oldestSegments() throws SQLException {
        TreeSet<SegmentName> oldest = new TreeSet<>(Comparator.naturalOrder());
        files.listWal(name -> {
            if (WalFileName.tryParse(name).orElse(null) instanceof SegmentName segment) {
                oldest.add(segment);
                if (oldest.size() > SEGMENTS_TRIED) {
                    oldest.pollLast();
                }
            }
        });
        return oldest;
    }
}
