package org.walsafe.restore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SegmentIdentityCheck;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalGeometry;

/**
 * Which cluster is being restored, as far as it is known.
 *
 * <p>Immutable and thread-safe.
 *
 * @param systemIdentifier the identifier that every segment must carry; empty accepts those of any cluster
 * @param geometry how its log is cut into segments
 * @since 0.1.0
 */
public record ClusterInRecovery(Optional<SystemIdentifier> systemIdentifier, WalGeometry geometry) {

    /** Any cluster, with segments of 16 MiB. */
    public static final ClusterInRecovery UNKNOWN = new ClusterInRecovery(Optional.empty(), WalGeometry.DEFAULT);

    private static final int CONTROL_BYTES = 256;

    /**
     * Reads {@code global/pg_control}, of PostgreSQL 9.2 to 18; a backup has it, too. Blocks as long as the files do.
     *
     * @param files the files of PostgreSQL's host
     * @param dataDirectory its data directory
     * @return the cluster in it
     * @throws IOException when it cannot be read, or is none
     */
    public static ClusterInRecovery in(HostFiles files, HostPath dataDirectory) throws IOException {
        HostPath control = dataDirectory.child("global").child("pg_control");
        try (InputStream in = files.read(control, 0)) {
            byte[] start = in.readNBytes(CONTROL_BYTES);
            if (start.length < CONTROL_BYTES) {
                throw new IOException(control + " ends after " + start.length + " bytes");
            }
            return of(ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN), control);
        }
    }

    private static ClusterInRecovery of(ByteBuffer control, HostPath file) throws IOException {
        int version = control.getInt(8);
        long segmentSize = Integer.toUnsignedLong(control.getInt(segmentSizeOffset(version, control.getInt(12))));
        if (!SegmentSize.isValid(segmentSize)) {
            throw new IOException(file + " is of a version that is not known (" + version
                    + "): it has no segment size where PostgreSQL 9.2 to 18 have it");
        }
        SegmentNumbering numbering = version <= LAST_WITH_SKIPPED_SEGMENTS
                ? SegmentNumbering.SKIPS_LAST_SEGMENT
                : SegmentNumbering.CONTINUOUS;
        return new ClusterInRecovery(
                Optional.of(new SystemIdentifier(control.getLong(0))),
                new WalGeometry(SegmentSize.of(segmentSize), numbering));
    }

    private static final int LAST_WITH_SKIPPED_SEGMENTS = 922;

    /** {@code pg_control.h} of each version: what stands before {@code xlog_seg_size} grew and shrank. */
    private static int segmentSizeOffset(int version, int catalogVersion) {
        return switch (version) {
            case 922 -> 180; // 9.2
            case 937 -> 204; // 9.3
            case 942 -> catalogVersion < 201510051 ? 212 : 228; // 9.4, 9.5
            case 1100 -> 220; // 11
            default -> 228; // 9.6, 10, 12 to 18
        };
    }

    SegmentIdentityCheck identityCheck() {
        return systemIdentifier.map(SegmentIdentityCheck.BY_NAME::of).orElse(SegmentIdentityCheck.BY_NAME);
    }
}
