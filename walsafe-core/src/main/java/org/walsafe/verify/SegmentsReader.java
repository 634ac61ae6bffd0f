package org.walsafe.verify;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.walsafe.codec.WalCodec;
import org.walsafe.verify.ArchivedFileReader.Use;
import org.walsafe.wal.LogMark;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentIdentity;
import org.walsafe.wal.SegmentIdentityCheck;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentReading;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;
import org.walsafe.wal.WalReader;

/**
 * Looks into the segments of an archive as closely as wanted, and notes what is wrong with them.
 *
 * <p>Thread-safe: each batch is read as a sequence of its own.
 */
final class SegmentsReader {

    private final ArchiveVerifierConfig config;
    private final ArchivedFileReader files;
    private final WalGeometry geometry;
    private final SegmentIdentityCheck expected;
    private final Continuity continuity;
    private final SegmentJudge judge;
    private final FindingSink findings;
    private final SortedSet<SegmentName> bad = new TreeSet<>();
    private final LongAdder records = new LongAdder();
    private final LongAdder known = new LongAdder();
    private final VerificationLedger ledger;
    private final Consumer<LogMark> marks;

    SegmentsReader(
            ArchiveVerifierConfig config,
            ArchivedFileReader files,
            WalGeometry geometry,
            SegmentIdentityCheck expected,
            Continuity continuity,
            SegmentJudge judge,
            FindingSink findings,
            Consumer<LogMark> marks) {
        this.config = config;
        this.files = files;
        this.geometry = geometry;
        this.expected = expected;
        this.continuity = continuity;
        this.judge = judge;
        this.findings = findings;
        this.ledger = config.ledger();
        this.marks = marks;
    }

    private boolean isKnown(WalFileName file, StoredFile stored) {
        return ledger.known(file.text(), stored, config.level()).isPresent();
    }

    private WalReader newReader() {
        return new WalReader(expected, marks);
    }

    /** Takes what is found, with the segment that it is about. */
    @FunctionalInterface
    interface FindingSink {
        void add(SegmentName segment, Finding finding);
    }

    /** The segments that recovery cannot read past. */
    SortedSet<SegmentName> bad() {
        synchronized (bad) {
            return Collections.unmodifiableSortedSet(new TreeSet<>(bad));
        }
    }

    /** How many records were found whole. */
    long records() {
        return records.sum();
    }

    /** How many files were not read, because the ledger knows them. */
    long known() {
        return known.sum();
    }

    /** Looks into consecutive segments. */
    void read(SegmentBatch batch) {
        List<SegmentName> segments = new ArrayList<>();
        for (long number = batch.first(); number <= batch.last(); number++) {
            segments.add(geometry.segmentNumbered(batch.timeline(), number));
        }
        Sequence sequence = new Sequence();
        for (SegmentName segment : segments) {
            sequence.verify(segment, segment);
        }
    }

    /** Looks into a partial segment. */
    void read(PartialSegmentName partial) {
        new Sequence().verify(partial, partial.segment());
    }

    /** Segments read one after another, each linked to the one before. */
    private final class Sequence {

        private WalReader reader = newReader();
        private @Nullable SegmentName last;

        @SuppressWarnings("ReferenceEquality") // NONE is that one object
        void verify(WalFileName file, SegmentName segment) {
            try {
                Optional<StoredFile> stored = ledger == VerificationLedger.NONE
                        ? Optional.empty()
                        : config.source().find(file);
                if (stored.isPresent() && !followsNew(segment) && isKnown(file, stored.get())) {
                    known.increment();
                } else {
                    look(file, segment, stored);
                }
            } catch (IOException e) {
                reader = newReader(); // which may not have come to know of this segment
                note(file, segment, ArchivedFileReader.finding(file.text(), e));
            }
            config.progress().finished(1);
        }

        /** What follows a segment that the ledger does not know is read even where it is known: for the link of the two. */
        private boolean followsNew(SegmentName segment) throws IOException {
            Optional<SegmentName> before = continuity.predecessor(segment);
            if (before.isEmpty()) {
                return false;
            }
            Optional<StoredFile> stored = config.source().find(before.get());
            return stored.isPresent() && !isKnown(before.get(), stored.get());
        }

        private void look(WalFileName file, SegmentName segment, Optional<StoredFile> stored) throws IOException {
            boolean records = config.level().includes(VerificationLevel.RECORDS);
            MessageDigest digest = stored.isPresent() && records ? Sha256.engine() : null;
            Optional<Finding> finding = records
                    ? judge.judge(file, readLinked(file, segment, digest))
                    : judge.judge(file, readHeader(file, segment));
            if (finding.isPresent()) {
                note(file, segment, finding.get());
            } else if (digest != null && !isKnown(file, stored.orElseThrow())) {
                ledger.record(file.text(), stored.orElseThrow(), config.level(), "SHA256:" + Sha256.of(digest));
            }
        }

        private SegmentReading readLinked(WalFileName file, SegmentName segment, @Nullable MessageDigest digest)
                throws IOException {
            Optional<SegmentName> before = continuity.predecessor(segment);
            if (!before.equals(Optional.ofNullable(last))) {
                reader = newReader();
                before.ifPresent(this::readAgain);
            }
            SegmentReading reading = readRecords(file, segment, digest);
            if (reading instanceof SegmentReading.Complete complete) {
                records.add(complete.records().count());
            }
            return reading;
        }

        /** For the link from it to the next. */
        private void readAgain(SegmentName segment) {
            try {
                readRecords(segment, segment, null);
            } catch (IOException notedByThoseWhoVerifyIt) {
                reader = newReader();
            }
        }

        private SegmentReading readRecords(WalFileName file, SegmentName segment, @Nullable MessageDigest digest)
                throws IOException {
            last = segment;
            Use<SegmentReading> use = file instanceof PartialSegmentName partial
                    ? content -> reader.read(partial, content)
                    : content -> reader.read(segment, content);
            long longerThanWhole = geometry.segmentSize().bytes() + 1L; // which the reader then names
            return files.read(file, longerThanWhole, use, digest);
        }

        private SegmentIdentity readHeader(WalFileName file, SegmentName segment) throws IOException {
            Optional<StoredFile> stored = config.source().find(file);
            int whole = geometry.segmentSize().bytes();
            return files.read(file, whole, content -> {
                byte[] start = content.readNBytes(SegmentHeader.MINIMUM_BYTES);
                boolean plain = content.codec() == WalCodec.NONE;
                long length = plain ? stored.map(StoredFile::size).orElse((long) whole) : whole;
                return expected.check(segment, length, SegmentHeaderReading.of(start));
            });
        }
    }

    private void note(WalFileName file, SegmentName segment, Finding finding) {
        if (file instanceof SegmentName && finding.kind().severity() != Severity.NOTICE) {
            synchronized (bad) {
                bad.add(segment);
            }
        }
        findings.add(segment, finding);
    }
}
