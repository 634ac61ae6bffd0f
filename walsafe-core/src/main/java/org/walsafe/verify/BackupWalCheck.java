package org.walsafe.verify;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.walsafe.verify.BackupReach.Consistency;
import org.walsafe.verify.BackupSpan.Keeping;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentIdentityCheck;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/** Reads the WAL that a backup needs, from its beginning to where it shall be rolled forward to. */
final class BackupWalCheck {

    private final BackupVerifierConfig config;
    private final ArchiveVerifierConfig wal;
    private final ArchivedFileReader files;
    private final FindingLog log;
    private final Optional<WalWithOwn> own;
    private final Optional<SystemIdentifier> cluster;
    private long records;
    private long known;

    BackupWalCheck(
            BackupVerifierConfig config,
            ArchiveSource archive,
            Optional<WalWithOwn> own,
            Optional<SystemIdentifier> cluster,
            FindingLog log,
            LongAdder bytes) {
        this.config = config;
        this.wal = ArchiveVerifierConfig.of(archive)
                .withLevel(config.level())
                .withRate(config.rate())
                .withLedger(ledger(config, own))
                .withProgress(config.progress());
        this.files = new ArchivedFileReader(wal, bytes);
        this.own = own;
        this.cluster = cluster;
        this.log = log;
    }

    /** Where marks in the log are looked for, all of it is read; what the backup holds itself, too. */
    @SuppressWarnings("ReferenceEquality") // NONE is that one object
    private static VerificationLedger ledger(BackupVerifierConfig config, Optional<WalWithOwn> own) {
        return MarkSearch.isFor(config.target()) || config.ledger() == VerificationLedger.NONE
                ? VerificationLedger.NONE
                : new BackupWalLedger(config.ledger(), config.place().name(), own);
    }

    long known() {
        return known;
    }

    long records() {
        return records;
    }

    /**
     * Reads it.
     *
     * @param needs what the backup needs to be consistent
     * @return how far it goes, or empty where nothing can be said
     */
    Optional<BackupReach> run(String id, BackupNeeds needs) throws IOException {
        ArchiveContents.Names names = ArchiveContents.Names.of(wal.source());
        Optional<SegmentHeader> header = new ArchiveIdentifier(files, log).identify(names, cluster);
        if (header.isEmpty()) {
            if (!names.hasSegments()) {
                noteLost(needs.first() + ".." + needs.last(), "there is no WAL at all");
            }
            return Optional.empty();
        }
        WalGeometry geometry = header.get().geometry();
        ArchiveContents contents = names.numbered(geometry);
        TimelineTree tree = new TimelineTree(geometry, histories(contents, geometry));
        Continuity continuity = new Continuity(contents, tree, geometry, List.of());
        BackupSpan span = new BackupSpan(id, needs.first(), needs.last(), Optional.empty(), Keeping.EVERYTHING_SINCE);
        SortedSet<TimelineId> timelines = continuity.timelines();
        ReachFinder byNames = new ReachFinder(contents, tree, geometry, new TreeSet<>());
        BackupReach reach = byNames.of(span, timelines);
        SegmentName target = target(geometry, span, reach);

        own.ifPresent(this::noteOwn);
        noteObstacle(reach, target, geometry);
        if (!config.level().includes(VerificationLevel.HEADERS)) {
            return Optional.of(reach);
        }
        MarkSearch marks = new MarkSearch(config.target(), needs.end());
        Map<SegmentName, Finding> wrong = new ConcurrentSkipListMap<>();
        SegmentsReader segments = new SegmentsReader(
                wal,
                files,
                geometry,
                cluster.map(SegmentIdentityCheck.BY_NAME::of).orElse(SegmentIdentityCheck.BY_NAME),
                continuity,
                new SegmentJudge(tree, needs.end()),
                wrong::put,
                marks);
        if (reach.reachable().isPresent()) {
            SegmentName end = earlier(geometry, target, reach.reachable().get());
            read(segments, tree.path(reach.target()), geometry, needs.first(), end);
        }
        records = segments.records();
        known = segments.known();
        BackupReach read = new ReachFinder(contents, tree, geometry, segments.bad()).of(span, timelines);
        if (MarkSearch.isFor(config.target())) {
            noteUnreached(marks.found(), read, geometry);
        }
        wrong.forEach((segment, finding) -> {
            if (!marks.isBehindTarget(geometry.startOf(segment))) {
                log.add(segment, finding);
            }
        });
        return Optional.of(read);
    }

    private Map<TimelineId, TimelineHistory> histories(ArchiveContents contents, WalGeometry geometry) {
        Map<TimelineId, TimelineHistory> readable = new HistoryFiles(files, log::add).timelines(contents.histories());
        readable.values().removeIf(history -> !TimelineTree.fits(history, geometry));
        return readable;
    }

    /** The last segment that must be reached. */
    private SegmentName target(WalGeometry geometry, BackupSpan span, BackupReach reach) {
        if (config.target() instanceof BackupTarget.AtLsn at) {
            SegmentName segment = geometry.segmentAt(reach.target(), at.lsn());
            return geometry.numberOf(segment) > geometry.numberOf(span.last()) ? segment : span.last();
        }
        return config.target() instanceof BackupTarget.Newest || MarkSearch.isFor(config.target())
                ? reach.reachable()
                        .filter(segment -> segment.compareTo(span.last()) > 0)
                        .orElse(span.last())
                : span.last();
    }

    private void noteObstacle(BackupReach reach, SegmentName target, WalGeometry geometry) {
        boolean endsEarly = reach.reachable().isEmpty()
                || geometry.numberOf(reach.reachable().get()) < geometry.numberOf(target);
        boolean goesOn = config.target() instanceof BackupTarget.Newest
                && reach.obstacle().isPresent();
        if (endsEarly || goesOn) {
            SegmentName obstacle = reach.obstacle().orElse(target);
            String what = reach.consistency() == Consistency.REACHED
                    ? "missing; the backup cannot be rolled forward to " + config.target()
                    : "missing; without it the backup cannot be restored";
            noteLost(obstacle.text(), what);
        }
    }

    /** What may be in a place that could not be looked at is not lost. */
    private void noteLost(String subject, String sentence) {
        Optional<IOException> unreadable = own.flatMap(WalWithOwn::unreadable);
        if (unreadable.isPresent()) {
            Finding failure = ArchivedFileReader.finding(subject, unreadable.get());
            log.add(new Finding(
                    failure.kind(),
                    subject,
                    "not in the archive, and the backup's own WAL cannot be looked at: " + failure.sentence()));
        } else {
            log.add(new Finding(FindingKind.LOST, subject, sentence));
        }
    }

    private void noteOwn(WalWithOwn both) {
        SortedSet<SegmentName> segments = both.ownSegments();
        if (!segments.isEmpty()) {
            String range = segments.size() == 1 ? segments.first().text() : segments.first() + ".." + segments.last();
            log.add(new Finding(
                    FindingKind.OWN_WAL,
                    range,
                    "not in the archive; a restore must take it from the backup's own " + both.ownLocation()));
        }
    }

    /** Beyond a segment that is missing or damaged nothing is reached. */
    private void noteUnreached(Lsn found, BackupReach reach, WalGeometry geometry) {
        if (!config.level().includes(VerificationLevel.RECORDS)) {
            log.add(new Finding(
                    FindingKind.WAL_NOT_READ,
                    config.target().toString(),
                    "where it is in the log, only records tell, which were not looked at"));
            return;
        }
        boolean reached = !found.equals(MarkSearch.NOWHERE)
                && reach.reachable().isPresent()
                && geometry.numberOf(geometry.segmentAt(reach.target(), found))
                        <= geometry.numberOf(reach.reachable().get());
        if (!reached) {
            log.add(new Finding(
                    FindingKind.TARGET_OUT_OF_REACH,
                    config.target().toString(),
                    "the WAL that the backup can be rolled forward with, up to segment "
                            + reach.reachable().map(SegmentName::text).orElse("none") + ", does not go there"));
        }
    }

    private static SegmentName earlier(WalGeometry geometry, SegmentName one, SegmentName other) {
        return geometry.numberOf(one) <= geometry.numberOf(other) ? one : other;
    }

    private void read(
            SegmentsReader segments,
            List<TimelineStretch> path,
            WalGeometry geometry,
            SegmentName first,
            SegmentName last)
            throws IOException {
        long end = geometry.numberOf(last);
        try (Workers workers = new Workers(config.threads())) {
            for (TimelineStretch stretch : path) {
                long from = Math.max(stretch.from(), geometry.numberOf(first));
                long to = Math.min(stretch.until() - 1, end);
                while (from <= to) {
                    SegmentBatch batch = SegmentBatch.from(stretch.timeline(), from, to);
                    config.progress().planned(batch.size());
                    workers.run(() -> segments.read(batch));
                    from += batch.size();
                }
            }
            workers.finish();
        }
    }
}
