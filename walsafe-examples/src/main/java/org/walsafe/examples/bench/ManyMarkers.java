package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineId;

/** A WAL safe directory with unattested markers of segments in a row. */
final class ManyMarkers {

    private static final int SEGMENTS_PER_LOG = 256;

    private ManyMarkers() {}

    /** Creates it. */
    static Path create(Path directory, int count) throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (int number = 0; number < count; number++) {
            Files.createFile(directory.resolve(name(number) + ".done"));
        }
        return directory;
    }

    /** The name of one of the segments. */
    static SegmentName name(int number) {
        return new SegmentName(TimelineId.FIRST, number / SEGMENTS_PER_LOG, number % SEGMENTS_PER_LOG);
    }
}
