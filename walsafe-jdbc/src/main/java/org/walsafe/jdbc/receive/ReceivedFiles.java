package org.walsafe.jdbc.receive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.codec.DecodingStream;
import org.walsafe.codec.WalCodec;
import org.walsafe.jdbc.receive.ReceivedName.Stage;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.WalGeometry;

/** What a receiver's directory holds already. */
record ReceivedFiles(Path directory) {

    private static final Logger LOG = LoggerFactory.getLogger(ReceivedFiles.class);

    /** The names, complete and growing. */
    List<ReceivedName> names() throws IOException {
        List<ReceivedName> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                ReceivedName.of(String.valueOf(entry.getFileName())).ifPresent(names::add);
            }
        }
        return names;
    }

    /** The header of the newest segment that has one; empty where there is none yet. */
    Optional<SegmentHeader> newestHeader() throws IOException {
        List<ReceivedName> newestFirst = names();
        newestFirst.sort(Comparator.comparing(ReceivedName::segment).reversed());
        for (ReceivedName name : newestFirst) {
            if (SegmentHeaderReading.of(start(name)) instanceof SegmentHeaderReading.Known known) {
                return Optional.of(known.header());
            }
        }
        return Optional.empty();
    }

    private byte[] start(ReceivedName name) throws IOException {
        Path path = directory.resolve(name.fileName());
        try (InputStream stored = Files.newInputStream(path);
                InputStream content = DecodingStream.open(stored, path.toString(), SegmentSize.LARGEST.bytes())) {
            return content.readNBytes(SegmentHeader.MINIMUM_BYTES);
        }
    }

    /**
     * Where to go on: behind the highest complete segment, or at the start of the highest growing one. A complete file of
     * another size than a segment has is passed over, with a warning.
     */
    Optional<WalPosition> next(WalGeometry geometry) throws IOException {
        Optional<WalPosition> highest = Optional.empty();
        for (ReceivedName name : names()) {
            if (geometry.contains(name.segment()) && isWhole(name, geometry.segmentSize())) {
                WalPosition next = new WalPosition(
                        name.segment().timeline(),
                        geometry.startOf(
                                name.stage() == Stage.COMPLETE ? geometry.next(name.segment()) : name.segment()));
                if (highest.isEmpty() || isBehind(highest.get(), next)) {
                    highest = Optional.of(next);
                }
            }
        }
        return highest;
    }

    private static boolean isBehind(WalPosition one, WalPosition other) {
        int byPosition = one.lsn().compareTo(other.lsn());
        return byPosition < 0 || (byPosition == 0 && one.timeline().compareTo(other.timeline()) < 0);
    }

    private boolean isWhole(ReceivedName name, SegmentSize size) throws IOException {
        if (name.stage() == Stage.GROWING || name.codec() != WalCodec.NONE) {
            return true;
        }
        long actual = Files.size(directory.resolve(name.fileName()));
        if (actual != size.bytes()) {
            LOG.warn("{} in {} has {} bytes and not {}; it is passed over", name.fileName(), directory, actual, size);
        }
        return actual == size.bytes();
    }
}
