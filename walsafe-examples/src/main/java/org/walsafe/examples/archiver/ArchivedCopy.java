package org.walsafe.examples.archiver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
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
     * A confirmation founded on the copy: its size, its SHA-256 and, where it is a segment, the cluster that its header
     * names. Reads the whole file.
     *
     * @param confirmer who confirms
     * @param clock says when
     * @throws IOException when the copy cannot be read
     * @throws org.walsafe.error.WalSafeException when it is not the segment that its name says
     */
    public Confirmation confirmation(String confirmer, InstantSource clock) throws IOException {
        Evidence evidence = Evidence.NONE
                .withKind(EvidenceKind.ARCHIVED)
                .withSize(Files.size(path()))
                .withConfirmer(confirmer, clock.instant());
        MessageDigest digest = Sha256.engine();
        try (InputStream in = Files.newInputStream(path())) {
            byte[] start = in.readNBytes(SegmentHeader.MINIMUM_BYTES);
            if (file instanceof SegmentName) {
                evidence =
                        evidence.withSystemIdentifier(SegmentHeader.parse(start).systemIdentifier());
            }
            digest.update(start);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return Confirmation.attested(file, evidence.withSha256(Sha256.of(digest)));
    }
}
