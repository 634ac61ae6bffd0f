package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.verify.manifest.BackupManifest;
import org.walsafe.verify.manifest.ManifestAlgorithm;
import org.walsafe.verify.manifest.ManifestFile;

/** Copies a backup in plain form: lists it, makes its directories, and fetches its files in batches, several at a time. */
final class PlainCopy {

    private static final long BATCH_BYTES = 32L << 20;
    private static final int BATCH_FILES = 512;

    private final CopyRun run;
    private final Host host;
    private final ListedFiles listed;
    private final SourceHashes hashes;
    private final FileFetcher fetcher;

    PlainCopy(CopyRun run, Optional<BackupManifest> manifest) {
        this.run = run;
        this.host = run.request().source();
        this.listed = new ListedFiles(run.backup(), manifest);
        this.hashes = new SourceHashes(host, run.limit());
        this.fetcher = new FileFetcher(host, run.backup(), run.limit(), run.tally());
    }

    /** Copies everything; tells what the staging directories must hold now. */
    StagedContent copy(Optional<BackupManifest> manifest, CopyModes modes) throws IOException {
        List<SourceEntry> entries = run.patience().with(this::list);
        PlainPlan plan = PlainPlan.of(run.backup(), entries, manifest, run.area(), modes, run.tally());
        run.tally().planned(plan.files().size(), plan.bytes());
        StagedContent content = new StagedContent(run.area());
        for (SourceEntry directory : plan.directories()) {
            content.makeDirectory(directory.path(), modes.directory(directory.mode()));
            run.tally().madeDirectory();
        }
        plan.files().forEach(file -> content.expectFile(file.path()));
        content.removeOthers();
        List<Runnable> tasks = new ArrayList<>();
        for (List<CopiedFile> batch : batches(plan.files())) {
            tasks.add(() -> copy(batch));
        }
        CopyWorkers.run(run.request().limits().streams(), tasks, run.limit());
        return content;
    }

    private List<SourceEntry> list() throws IOException {
        SourceListing listing = new SourceListing(host, run.limit());
        List<SourceEntry> entries = new ArrayList<>(listing.below(run.backup().dataDirectory(), ""));
        for (Map.Entry<Long, HostPath> tablespace : run.backup().tablespaces().entrySet()) {
            try {
                entries.addAll(listing.below(tablespace.getValue(), TablespacePaths.of(tablespace.getKey()) + '/'));
            } catch (NoSuchFileException withoutFiles) {
                // Barman makes a directory only for a tablespace that has files
            }
        }
        return entries;
    }

    private static List<List<CopiedFile>> batches(List<CopiedFile> files) {
        List<List<CopiedFile>> batches = new ArrayList<>();
        Iterator<CopiedFile> left = files.iterator();
        List<CopiedFile> batch = new ArrayList<>();
        long bytes = 0;
        while (left.hasNext()) {
            CopiedFile file = left.next();
            batch.add(file);
            bytes += file.size();
            if (bytes >= BATCH_BYTES || batch.size() == BATCH_FILES || !left.hasNext()) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
        }
        return batches;
    }

    private void copy(List<CopiedFile> batch) {
        List<FileCopy> copies = run.patience().with(() -> expected(batch));
        for (FileCopy copy : copies) {
            copy.keepIfPossible(run.copies(), run.tally());
        }
        run.patience().with(() -> {
            fetcher.fetch(copies);
            return copies;
        });
        run.flush().wrote(batch.stream().mapToLong(CopiedFile::size).sum());
    }

    private List<FileCopy> expected(List<CopiedFile> batch) throws IOException {
        List<CopiedFile> unlisted = batch.stream()
                .filter(file -> listed.expectation(file.path()).isEmpty())
                .toList();
        List<SourceHashes.Expected> sums = unlisted.isEmpty()
                ? List.of()
                : hashes.of(unlisted.stream().map(CopiedFile::source).toList());
        Iterator<SourceHashes.Expected> next = sums.iterator();
        List<FileCopy> copies = new ArrayList<>(batch.size());
        for (CopiedFile file : batch) {
            copies.add(new FileCopy(
                    file, listed.expectation(file.path()).orElseGet(() -> expectation(file, next.next()))));
        }
        return copies;
    }

    private static Expectation expectation(CopiedFile file, SourceHashes.Expected sum) {
        return new Expectation(new ManifestFile(file.size(), ManifestAlgorithm.SHA256, sum.sha256()), sum.by());
    }
}
