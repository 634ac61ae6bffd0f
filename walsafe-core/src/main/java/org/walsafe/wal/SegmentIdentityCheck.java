package org.walsafe.wal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.wal.SegmentHeaderReading.Known;
import org.walsafe.wal.SegmentHeaderReading.UnknownVersion;

/**
 * Compares a segment's file with its name, and with the cluster it should belong to. A name alone proves nothing: other
 * clusters use the same ones, and a recycled file carries a name long before its content.
 *
 * <p>Costs the first {@value SegmentHeader#MINIMUM_BYTES} bytes of a file. What lies behind them is not looked at.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param systemIdentifier the cluster expected, where the caller knows it
 * @param major the version expected, where the caller knows it
 * @since 0.1.0
 */
public record SegmentIdentityCheck(Optional<SystemIdentifier> systemIdentifier, Optional<PostgresMajor> major) {

    /** Compares with the name only, whatever cluster and version. */
    public static final SegmentIdentityCheck BY_NAME = new SegmentIdentityCheck(Optional.empty(), Optional.empty());

    /**
     * {@return a check that demands this cluster too}
     *
     * @param systemIdentifier the cluster expected
     */
    public SegmentIdentityCheck of(SystemIdentifier systemIdentifier) {
        return new SegmentIdentityCheck(Optional.of(systemIdentifier), major);
    }

    /**
     * {@return a check that demands this version too}
     *
     * @param major the version expected
     */
    public SegmentIdentityCheck writtenBy(PostgresMajor major) {
        return new SegmentIdentityCheck(systemIdentifier, Optional.of(major));
    }

    /**
     * Compares one file. The timeline in the header may be older than the one in the name: a new timeline's first segment
     * begins with the pages of the old one. It is never newer.
     *
     * @param name the segment that the file should be; for a partial segment, the segment that it is a part of
     * @param fileLength the file's length in bytes, decompressed
     * @param header what came of reading its header
     * @return whether it is that segment
     */
    public SegmentIdentity check(SegmentName name, long fileLength, SegmentHeaderReading header) {
        if (header instanceof Known known) {
            List<String> reasons = new ArrayList<>();
            compare(name, fileLength, known.header(), reasons);
            return reasons.isEmpty()
                    ? new SegmentIdentity.Matches(known.header())
                    : new SegmentIdentity.Mismatch(reasons);
        }
        if (header instanceof UnknownVersion unknown) {
            return new SegmentIdentity.NotCheckable(unknown.reason());
        }
        return new SegmentIdentity.Mismatch(List.of(header.toString()));
    }

    // Compares the numbers themselves, because a record's own equals() is slow on its first call, and the gate makes
    // only one.
    private void compare(SegmentName name, long fileLength, SegmentHeader header, List<String> reasons) {
        if (fileLength != header.segmentSize().bytes()) {
            reasons.add("the file has " + fileLength + " bytes, but its header says segments of "
                    + header.segmentSize().bytes());
        }
        WalGeometry geometry = header.geometry();
        if (!geometry.contains(name)) {
            reasons.add("no segment is named " + name + " where segments have " + header.segmentSize());
        } else if (geometry.startOf(name).value() != header.pageAddress().value()) {
            reasons.add("its first page is that of LSN " + header.pageAddress()
                    + ", but a segment of this name begins at " + geometry.startOf(name));
        }
        if (header.timeline().compareTo(name.timeline()) > 0) {
            reasons.add("its first page is of timeline " + header.timeline() + ", newer than timeline "
                    + name.timeline() + " in its name");
        }
        if (systemIdentifier.isPresent()
                && systemIdentifier.get().value() != header.systemIdentifier().value()) {
            reasons.add("it belongs to the cluster " + described(header.systemIdentifier()) + ", not to "
                    + described(systemIdentifier.get()));
        }
        if (major.isPresent() && major.get() != header.major()) {
            reasons.add("PostgreSQL " + header.major() + " wrote it, not " + major.get());
        }
    }

    private static String described(SystemIdentifier identifier) {
        return identifier + " (initialised " + identifier.initialisedAt() + ")";
    }
}
