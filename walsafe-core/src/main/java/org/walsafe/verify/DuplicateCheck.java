package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.walsafe.barman.RejectedFile;
import org.walsafe.codec.DecodingStream;
import org.walsafe.error.PrintableText;
import org.walsafe.wal.SegmentComparison;
import org.walsafe.wal.SegmentComparison.Side;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.WalFileName;

/** Explains why an archive refused a second file of a name: compares the two. */
final class DuplicateCheck {

    private final ArchiveVerifierConfig config;
    private final ArchivedFileReader files;
    private final int segmentBytes;
    private final FindingLog log;

    DuplicateCheck(ArchiveVerifierConfig config, ArchivedFileReader files, int segmentBytes, FindingLog log) {
        this.config = config;
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.log = log;
    }

    void run() throws IOException {
        for (RejectedFile rejected : config.source().rejected()) {
            Optional<WalFileName> file = rejected.walFile();
            if (file.isPresent()) {
                log.add(explain(rejected, file.get()));
            } else {
                log.add(new Finding(
                        FindingKind.STRANGER,
                        PrintableText.quoted(rejected.fileName()),
                        "refused by the archive; it is no WAL file"));
            }
        }
    }

    private Finding explain(RejectedFile rejected, WalFileName file) throws IOException {
        String subject = rejected.fileName();
        if (config.source().find(file).isEmpty()) {
            return new Finding(
                    FindingKind.DIFFERENT_DUPLICATE, subject, "refused by the archive, which has no file of this name");
        }
        if (!config.level().includes(VerificationLevel.RECORDS)) {
            return new Finding(
                    FindingKind.DIFFERENT_DUPLICATE, subject, "refused by the archive; not compared at this level");
        }
        try {
            return file instanceof SegmentName segment
                    ? compareSegments(rejected, segment)
                    : compareBytes(rejected, file);
        } catch (IOException e) {
            Finding failure = ArchivedFileReader.finding(subject, e);
            return new Finding(
                    FindingKind.DIFFERENT_DUPLICATE,
                    subject,
                    "cannot be compared with the archived file: " + failure.sentence());
        }
    }

    private Finding compareSegments(RejectedFile rejected, SegmentName segment) throws IOException {
        SegmentComparison comparison = files.read(
                segment,
                segmentBytes,
                archived -> withRejected(rejected, refused -> SegmentComparison.compare(segment, archived, refused)));
        boolean addsNothing = comparison instanceof SegmentComparison.Identical
                || comparison instanceof SegmentComparison.SameRecords
                || (comparison instanceof SegmentComparison.Prefix prefix && prefix.shorter() == Side.RIGHT);
        return new Finding(
                addsNothing ? FindingKind.HARMLESS_DUPLICATE : FindingKind.DIFFERENT_DUPLICATE,
                rejected.fileName(),
                "compared with the archived file, which is the first of the two: " + comparison);
    }

    private Finding compareBytes(RejectedFile rejected, WalFileName file) throws IOException {
        int longest = Math.max(segmentBytes, TimelineHistory.MAX_BYTES);
        boolean equal = files.read(
                file,
                longest,
                archived -> withRejected(
                        rejected, refused -> Arrays.equals(archived.readAllBytes(), refused.readAllBytes())));
        return new Finding(
                equal ? FindingKind.HARMLESS_DUPLICATE : FindingKind.DIFFERENT_DUPLICATE,
                rejected.fileName(),
                equal ? "identical to the archived file" : "differs from the archived file");
    }

    private <T> T withRejected(RejectedFile rejected, ArchivedFileReader.Use<T> use) throws IOException {
        try (InputStream stored = config.source().open(rejected);
                DecodingStream refused = DecodingStream.open(stored, rejected.fileName(), segmentBytes)) {
            return use.of(refused);
        }
    }
}
