package org.walsafe.clone.copy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.walsafe.host.FileKind;
import org.walsafe.verify.manifest.BackupManifest;

/**
 * What to copy of a backup in plain form, and that its manifest and its files agree as far as names and sizes tell.
 *
 * @param files the files, in an order that keeps the threads busy: the large ones first
 * @param directories the directories, those above before those below
 */
record PlainPlan(List<CopiedFile> files, List<SourceEntry> directories) {

    private static final long LARGE = 64L << 20;

    /**
     * Makes the plan.
     *
     * @throws CopyFailedException where the backup is incomplete, holds what it should not, or holds links
     */
    static PlainPlan of(
            BackupCopySource backup,
            List<SourceEntry> entries,
            Optional<BackupManifest> manifest,
            StagingArea area,
            CopyModes modes,
            CopyTally tally) {
        List<CopiedFile> files = new ArrayList<>();
        List<SourceEntry> directories = new ArrayList<>();
        for (SourceEntry entry : entries) {
            if (LeftOut.contains(entry.path())) {
                tally.skipped(entry.path());
            } else if (entry.kind() == FileKind.REGULAR) {
                files.add(new CopiedFile(
                        entry.path(),
                        entry.source(),
                        entry.size(),
                        modes.file(entry.mode()),
                        area.staged(entry.path()),
                        area.older(entry.path())));
            } else if (entry.kind() == FileKind.DIRECTORY) {
                directories.add(entry);
            } else if (!isMadeAnew(backup, entry)) {
                throw Failures.hostile(backup, entry.path(), "which is neither a file nor a directory");
            }
        }
        ListedFiles listed = new ListedFiles(backup, manifest);
        listed.requireSame(files);
        requireEssentials(backup, files);
        files.sort(
                Comparator.comparing((CopiedFile file) -> file.size() < LARGE).thenComparing(CopiedFile::path));
        directories.sort(Comparator.comparing(SourceEntry::path));
        return new PlainPlan(List.copyOf(files), List.copyOf(directories));
    }

    /** The links to tablespaces, and that of a server whose WAL is elsewhere. */
    private static boolean isMadeAnew(BackupCopySource backup, SourceEntry entry) {
        boolean toTablespace = backup.tablespaces().keySet().stream()
                .anyMatch(oid -> entry.path().equals(TablespacePaths.of(oid)));
        boolean toWal = entry.path().equals("pg_wal") || entry.path().equals("pg_xlog");
        return entry.kind() == FileKind.SYMBOLIC_LINK && (toTablespace || toWal);
    }

    private static void requireEssentials(BackupCopySource backup, List<CopiedFile> files) {
        Set<String> paths = new HashSet<>();
        files.forEach(file -> paths.add(file.path()));
        Essentials.missing(paths).ifPresent(path -> {
            throw Failures.damaged(backup, path, "is missing");
        });
    }

    /** How many bytes there are to copy. */
    long bytes() {
        return files.stream().mapToLong(CopiedFile::size).sum();
    }
}
