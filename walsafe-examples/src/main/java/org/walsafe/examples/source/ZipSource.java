package org.walsafe.examples.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.walsafe.restore.Deadline;
import org.walsafe.restore.LaterFile;
import org.walsafe.restore.SourceAnswer;
import org.walsafe.restore.WalSource;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * WAL files in a zip file: an archive of one's own. Thread-safe; blocks as the file system does.
 *
 * @since 0.1.0
 */
public final class ZipSource implements WalSource {

    private final Path zip;

    /** The WAL files in {@code zip}; it is opened for each question. */
    public ZipSource(Path zip) {
        this.zip = zip;
    }

    @Override
    public String location() {
        return zip.toString();
    }

    @Override
    public SourceAnswer open(WalFileName file, Deadline deadline) {
        try {
            ZipFile opened = new ZipFile(zip.toFile());
            ZipEntry entry = opened.getEntry(file.text());
            if (entry == null) {
                opened.close();
                return new SourceAnswer.Absent(location());
            }
            FilterInputStream content = new FilterInputStream(opened.getInputStream(entry)) {
                @Override
                public void close() throws IOException {
                    opened.close();
                }
            };
            return new SourceAnswer.Found(content, location() + "!" + file, SourceAnswer.Extent.WHOLE);
        } catch (IOException e) {
            return new SourceAnswer.CouldNotLook(location() + ": " + e.getMessage());
        }
    }

    @Override
    public LaterFile later(WalFileName absent, Deadline deadline) {
        try (ZipFile opened = new ZipFile(zip.toFile())) {
            return opened.stream()
                    .map(ZipEntry::getName)
                    .sorted()
                    .filter(name -> WalFileName.tryParse(name)
                            .filter(held -> isLater(held, absent))
                            .isPresent())
                    .findFirst()
                    .<LaterFile>map(LaterFile.Seen::new)
                    .orElse(new LaterFile.NoneSeen());
        } catch (IOException e) {
            return new LaterFile.CouldNotLook(location() + ": " + e.getMessage());
        }
    }

    private static boolean isLater(WalFileName held, WalFileName absent) {
        if (absent instanceof SegmentName segment) {
            return held instanceof SegmentName other
                    && other.timeline().equals(segment.timeline())
                    && other.compareTo(segment) > 0;
        }
        return held instanceof TimelineHistoryName && held.timeline().compareTo(absent.timeline()) > 0;
    }
}
