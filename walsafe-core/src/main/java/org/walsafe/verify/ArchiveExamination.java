package org.walsafe.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentIdentityCheck;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentRange;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/** One verification of an archive whose segment size is known, step by step. */
final class ArchiveExamination {

    private final ArchiveVerifierConfig config;
    private final ArchivedFileReader files;
    private final FindingLog log;
    private final WalGeometry geometry;
    private final SystemIdentifier cluster;
    private final ArchiveContents contents;
    private final TimelineTree tree;
    private final List<BackupSpan> backups;
    private final Continuity continuity;

    ArchiveExamination(
            ArchiveVerifierConfig config,
            ArchivedFileReader files,
            FindingLog log,
            ArchiveContents.Names names,
            SegmentHeader header,
            Optional<SystemIdentifier> cluster)
            throws IOException {
        this.config = config;
        this.files = files;
        this.log = log;
        this.geometry = header.geometry();
        this.cluster = cluster.orElseGet(header::systemIdentifier);
        this.contents = names.numbered(geometry);
        this.tree = new TimelineTree(geometry, readableHistories());
        this.backups = config.source().backups();
        this.continuity = new Continuity(contents, tree, geometry, backups);
    }

    ArchiveReport run(ArchiveReport nothing) throws IOException {
        checkNames();
        Optional<ArchiveStatusListing> server = serverListing();
        Map<TimelineId, List<TimelineLane.Missing>> missing = checkGaps(server);
        new CatalogueCheck(config.source(), contents, geometry, log).run();
        server.ifPresent(new ServerCheck(contents, geometry, log)::run);
        config.registry().ifPresent(new HoleCheck(contents, geometry, log)::run);
        new DuplicateCheck(config, files, geometry.segmentSize().bytes(), log).run();

        SegmentsReader segments = new SegmentsReader(
                config,
                files,
                geometry,
                SegmentIdentityCheck.BY_NAME.of(cluster),
                continuity,
                new SegmentJudge(tree),
                log::add,
                mark -> {});
        if (config.level().includes(VerificationLevel.HEADERS)) {
            lookInto(segments);
        }
        ReachFinder reach = new ReachFinder(contents, tree, geometry, segments.bad());
        SortedSet<TimelineId> timelines = continuity.timelines();
        return nothing.with(
                cluster,
                geometry,
                contents.segmentCount(),
                segments.known(),
                segments.records(),
                timelines.stream().map(timeline -> lane(timeline, missing)).toList(),
                backups.stream().map(backup -> reach.of(backup, timelines)).toList());
    }

    private Map<TimelineId, TimelineHistory> readableHistories() {
        Map<TimelineId, TimelineHistory> readable = new TreeMap<>();
        new HistoryFiles(files, log::add).timelines(contents.histories()).forEach((timeline, history) -> {
            if (TimelineTree.fits(history, geometry)) {
                readable.put(timeline, history);
            } else {
                log.add(new Finding(
                        FindingKind.INVALID_HISTORY,
                        new TimelineHistoryName(timeline).text(),
                        "it names a segment that does not exist where segments have " + geometry.segmentSize()));
            }
        });
        return readable;
    }

    private void checkNames() {
        for (SegmentName misfit : contents.misfits()) {
            log.add(
                    misfit,
                    new Finding(
                            FindingKind.FOREIGN,
                            misfit.text(),
                            "no segment is named so where segments have " + geometry.segmentSize()));
        }
        for (TimelineId timeline : continuity.timelines()) {
            String history = timeline.equals(TimelineId.FIRST) ? "" : new TimelineHistoryName(timeline).text();
            if (!history.isEmpty() && !contents.histories().contains(timeline)) {
                log.add(new Finding(
                        FindingKind.MISSING_HISTORY,
                        history,
                        "missing, although there are segments of timeline " + timeline
                                + "; recovery cannot find its way to them"));
            }
            for (String contradiction : tree.contradictions(timeline)) {
                log.add(new Finding(FindingKind.CONFLICTING_HISTORIES, history, contradiction));
            }
            SegmentNumbers numbers = contents.of(timeline);
            if (!numbers.isEmpty() && numbers.first() < tree.beginning(timeline)) {
                SegmentName first = geometry.segmentNumbered(timeline, numbers.first());
                log.add(
                        first,
                        new Finding(
                                FindingKind.MISPLACED,
                                first.text(),
                                "lies before its timeline began, by that timeline's history file"));
            }
        }
    }

    private Optional<ArchiveStatusListing> serverListing() throws IOException {
        return config.server().isPresent() ? Optional.of(config.server().get().read()) : Optional.empty();
    }

    private Map<TimelineId, List<TimelineLane.Missing>> checkGaps(Optional<ArchiveStatusListing> server)
            throws IOException {
        Set<WalFileName> onTheirWay = new HashSet<>(config.source().arriving());
        server.ifPresent(listing -> onTheirWay.addAll(listing.waiting()));
        GapJudge judge = new GapJudge(config.source(), continuity, geometry, log, config.inFlightFor(), onTheirWay);
        return judge.judge(continuity.missing());
    }

    private void lookInto(SegmentsReader segments) throws IOException {
        config.progress()
                .planned(contents.segmentCount()
                        + contents.partials().size()
                        + contents.backupHistories().size());
        try (Workers workers = new Workers(config.threads())) {
            for (Iterator<Runnable> tasks = tasks(segments); tasks.hasNext(); ) {
                workers.run(tasks.next());
            }
            workers.finish();
        }
    }

    private Iterator<Runnable> tasks(SegmentsReader segments) {
        HistoryFiles histories = new HistoryFiles(files, log::add);
        Stream<Runnable> ofSegments =
                contents.segments().keySet().stream().flatMap(this::batches).map(batch -> () -> segments.read(batch));
        Stream<Runnable> ofPartials =
                contents.partials().stream().map(segment -> () -> segments.read(new PartialSegmentName(segment)));
        Stream<Runnable> ofBackups = contents.backupHistories().stream().map(backup -> () -> check(histories, backup));
        return Stream.of(ofSegments, ofPartials, ofBackups)
                .flatMap(tasks -> tasks)
                .iterator();
    }

    private void check(HistoryFiles histories, BackupHistoryName backup) {
        histories.check(backup);
        config.progress().finished(1);
    }

    private Stream<SegmentBatch> batches(TimelineId timeline) {
        SegmentNumbers numbers = contents.of(timeline);
        List<SegmentBatch> batches = new ArrayList<>();
        for (int index = 0; index < numbers.size(); ) {
            long first = numbers.get(index);
            SegmentBatch batch = SegmentBatch.from(timeline, first, numbers.endOfRun(first));
            batches.add(batch);
            index += (int) batch.size();
        }
        return batches.stream();
    }

    private TimelineLane lane(TimelineId timeline, Map<TimelineId, List<TimelineLane.Missing>> missing) {
        SegmentNumbers numbers = contents.of(timeline);
        Optional<TimelineHistory> history = tree.history(timeline);
        Optional<SegmentRange> held = numbers.isEmpty()
                ? Optional.empty()
                : Optional.of(geometry.range(
                        geometry.segmentNumbered(timeline, numbers.first()),
                        geometry.segmentNumbered(timeline, numbers.last())));
        return new TimelineLane(
                timeline,
                history.map(TimelineHistory::parent),
                history.flatMap(h -> h.switchPointOf(h.parent())),
                held,
                numbers.size(),
                missing.getOrDefault(timeline, List.of()));
    }
}
