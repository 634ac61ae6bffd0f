package org.walsafe.archive;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Lookup;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/** Questions for tests of rules: about a file that is what its name says and is not confirmed, unless said otherwise. */
final class Questions {

    static final Instant NOW = Instant.parse("2026-11-20T19:33:29Z");

    static final SystemIdentifier OURS = SystemIdentifier.parse("7361234567890123456");
    static final SystemIdentifier OTHERS = SystemIdentifier.parse("7361234567890123457");

    static final Sha256 DIGEST = Sha256.of(new byte[] {1});
    static final Sha256 OTHER_DIGEST = Sha256.of(new byte[] {2});

    static final SegmentName SEGMENT = SegmentName.parse("0000000100000000000000A1");
    static final WalFileName PARTIAL = WalFileName.parse(SEGMENT + ".partial");
    static final WalFileName HISTORY = WalFileName.parse("00000002.history");
    static final WalFileName BACKUP = WalFileName.parse(SEGMENT + ".00000028.backup");

    static final SegmentSize SIZE = SegmentSize.SMALLEST;

    private Questions() {}

    static ArchiveQuestion about(WalFileName file) {
        return new ArchiveQuestion(
                file, present(file), new Lookup.NotConfirmed(), ServerFacts.NONE, Optional.empty(), NOW);
    }

    static ArchiveQuestion answered(ArchiveQuestion question, Lookup lookup) {
        return new ArchiveQuestion(
                question.file(), question.offered(), lookup, question.server(), question.backlog(), question.now());
    }

    static ArchiveQuestion attested(ArchiveQuestion question, Evidence evidence) {
        return answered(question, new Lookup.Confirmed(Confirmation.attested(question.file(), evidence)));
    }

    static ArchiveQuestion unattested(ArchiveQuestion question) {
        return answered(question, new Lookup.Confirmed(Confirmation.unattested(question.file())));
    }

    static ArchiveQuestion offering(ArchiveQuestion question, OfferedFile offered) {
        return new ArchiveQuestion(
                question.file(), offered, question.lookup(), question.server(), question.backlog(), question.now());
    }

    static ArchiveQuestion at(ArchiveQuestion question, ServerFacts server) {
        return new ArchiveQuestion(
                question.file(), question.offered(), question.lookup(), server, question.backlog(), question.now());
    }

    static ArchiveQuestion behind(ArchiveQuestion question, Backlog backlog) {
        return new ArchiveQuestion(
                question.file(),
                question.offered(),
                question.lookup(),
                question.server(),
                Optional.of(backlog),
                question.now());
    }

    static Backlog waiting(long files) {
        return new Backlog(files, Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /** A file of our cluster that is what its name says, with {@link #DIGEST}. */
    static OfferedFile.Present present(WalFileName file) {
        SegmentName segment = OfferedFileRule.segmentOf(file);
        return segment == null
                ? new OfferedFile.Present(41, Optional.empty(), OfferedDigest.of(DIGEST))
                : new OfferedFile.Present(
                        SIZE.bytes(), Optional.of(header(segment, PostgresMajor.V15)), OfferedDigest.of(DIGEST));
    }

    static SegmentHeaderReading header(SegmentName segment, PostgresMajor major) {
        return SegmentHeaderReading.of(WalFixtures.segment(segment, OURS, major, SIZE));
    }

    static SegmentHeaderReading unknownVersion() {
        byte[] start = WalFixtures.segment(SEGMENT, OURS, PostgresMajor.V15, SIZE);
        start[0]++;
        return SegmentHeaderReading.of(start);
    }
}
