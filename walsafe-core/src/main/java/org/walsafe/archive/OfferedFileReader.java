package org.walsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileStatus;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.WalFileName;

/** Looks at what PostgreSQL offers: its length, and of a segment the first bytes. */
final class OfferedFileReader {

    private final HostFiles files;

    OfferedFileReader(HostFiles files) {
        this.files = files;
    }

    OfferedFile read(HostPath path, WalFileName name) {
        try {
            Optional<FileStatus> status = files.status(path);
            if (status.isEmpty()) {
                return vanished(path);
            }
            if (status.get().kind() != FileKind.REGULAR) {
                return new OfferedFile.Unreadable(path.value().concat(" is not a file"));
            }
            OfferedDigest digest = new FileDigest(files, path);
            return new OfferedFile.Present(status.get().size(), header(path, name), digest);
        } catch (NoSuchFileException justNow) {
            return new OfferedFile.Vanished();
        } catch (IOException e) {
            return new OfferedFile.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /** That nothing is there says something only where its directory is. */
    private OfferedFile vanished(HostPath path) throws IOException {
        return files.status(path.parent()).isPresent()
                ? new OfferedFile.Vanished()
                : new OfferedFile.Unreadable(
                        "there is no directory ".concat(path.parent().value()));
    }

    private Optional<SegmentHeaderReading> header(HostPath path, WalFileName name) throws IOException {
        if (OfferedFileRule.segmentOf(name) == null) {
            return Optional.empty();
        }
        try (InputStream in = files.read(path, 0)) {
            return Optional.of(SegmentHeaderReading.of(in.readNBytes(SegmentHeader.MINIMUM_BYTES)));
        }
    }
}
