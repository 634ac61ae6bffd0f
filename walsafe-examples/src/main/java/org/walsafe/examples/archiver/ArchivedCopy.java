package org.walsafe.examples.archiver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentIdentity;
import org.walsafe.wal.SegmentIdentityCheck;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * A WAL file in a directory that serves as archive, and what it proves.
 *
 * @param archive the directory
 * @param file the WAL file's name
 * @since 0.1.0
 */
public record ArchivedCopy(Path archive, WalFileName file) {

    private static final int BUFFER_BYTES = 1 << 16;

    /** The copy's path. */
    public Path path() {
        return archive.resolve(file.text());
    }

    /**
     * A confirmation founded on the copy: its size, its SHA-256 and, where it is a segment or a part of one, the cluster that
     * its header names. Makes the copy durable, then reads the whole of it.
     *
     * @param confirmer who confirms
     * @param clock says when
     * @throws IOException when the copy cannot be read or made durable
     * @throws WrongCopyException when it is not the segment that its name says
     */
    public Confirmation confirmation(String confirmer, InstantSource clock) throws IOException {
        force(path());
        force(archive);
        long size = Files.size(path());
        Evidence evidence =
                Evidence.NONE.withKind(EvidenceKind.ARCHIVED).withSize(size).withConfirmer(confirmer, clock.instant());
        MessageDigest digest = Sha256.engine();
        try (InputStream in = Files.newInputStream(path())) {
            byte[] start = in.readNBytes(SegmentHeader.MINIMUM_BYTES);
            Optional<SegmentName> segment = segment();
            if (segment.isPresent()) {
                evidence = evidence.withSystemIdentifier(clusterOf(segment.get(), size, start));
            }
            digest.update(start);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return Confirmation.attested(file, evidence.withSha256(Sha256.of(digest)));
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The segment that the file is or is a part of; empty for a history file. */
    private Optional<SegmentName> segment() {
        if (file instanceof SegmentName segment) {
            return Optional.of(segment);
        }
        return file instanceof PartialSegmentName partial ? Optional.of(partial.segment()) : Optional.empty();
    }

    private SystemIdentifier clusterOf(SegmentName segment, long size, byte[] start) {
        SegmentIdentity identity = SegmentIdentityCheck.BY_NAME.check(segment, size, SegmentHeaderReading.of(start));
        if (identity instanceof SegmentIdentity.Matches matches) {
            return matches.header().systemIdentifier();
        }
        throw new WrongCopyException(
                path(),
                identity instanceof SegmentIdentity.Mismatch mismatch
                        ? String.join("; ", mismatch.reasons())
                        : ((SegmentIdentity.NotCheckable) identity).reason());
    }
}
