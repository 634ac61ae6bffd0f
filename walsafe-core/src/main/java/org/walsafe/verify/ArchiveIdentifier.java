package org.walsafe.verify;

import java.io.IOException;
import java.util.Optional;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentHeaderReading.Known;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/** Learns from an archive's segments whose archive it is and how long they are: the newest that says so decides. */
final class ArchiveIdentifier {

    private static final int SEGMENTS_TRIED = 32;

    private final ArchivedFileReader files;
    private final FindingLog log;

    ArchiveIdentifier(ArchivedFileReader files, FindingLog log) {
        this.files = files;
        this.log = log;
    }

    /** The header of a segment of the cluster that the archive is for; empty where none can be read. */
    Optional<SegmentHeader> identify(ArchiveContents.Names names, Optional<SystemIdentifier> cluster) {
        Optional<SegmentHeader> anothers = Optional.empty();
        for (SegmentName segment : names.newest(SEGMENTS_TRIED)) {
            Optional<SegmentHeader> header = header(segment);
            if (header.isPresent()) {
                if (cluster.isEmpty() || cluster.get().equals(header.get().systemIdentifier())) {
                    return header;
                }
                anothers = anothers.or(() -> header);
            }
        }
        if (anothers.isEmpty() && names.hasSegments()) {
            log.add(new Finding(
                    FindingKind.NOT_READ,
                    names.newest(1).get(0).text(),
                    "neither this segment nor any of the newest " + SEGMENTS_TRIED
                            + " says how long segments are, so nothing more can be said of the archive"));
        }
        return anothers;
    }

    private Optional<SegmentHeader> header(SegmentName segment) {
        try {
            SegmentHeaderReading reading = files.read(
                    segment,
                    SegmentSize.LARGEST.bytes(),
                    content -> SegmentHeaderReading.of(content.readNBytes(SegmentHeader.MINIMUM_BYTES)));
            return reading instanceof Known known ? Optional.of(known.header()) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
