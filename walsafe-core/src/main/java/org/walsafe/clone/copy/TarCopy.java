package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.verify.manifest.BackupManifest;

/** Copies a backup in tar form: reads its tar files, several at a time, and unpacks them as they come. */
final class TarCopy {

    private final CopyRun run;
    private final Host host;
    private final ListedFiles listed;
    private final boolean hasManifest;

    TarCopy(CopyRun run, Optional<BackupManifest> manifest) {
        this.run = run;
        this.host = run.request().source();
        this.listed = new ListedFiles(run.backup(), manifest);
        this.hasManifest = manifest.isPresent();
    }

    void copy(CopyModes modes) throws IOException {
        List<BackupTarFile> tars = run.patience().with(this::list);
        run.tally()
                .planned(
                        tars.size(),
                        tars.stream().mapToLong(BackupTarFile::size).sum());
        StagedContent content = new StagedContent(run.area());
        Set<String> unpacked = ConcurrentHashMap.newKeySet();
        SourceHashes hashes = new SourceHashes(host, run.limit());
        List<Runnable> tasks = new ArrayList<>();
        for (BackupTarFile tar : tars) {
            TarUnpacking unpacking = new TarUnpacking(run, tar, listed, content, modes);
            tasks.add(() -> {
                run.patience().with(() -> {
                    unpacking.attempt(hashes);
                    return unpacking;
                });
                unpacked.addAll(unpacking.paths());
            });
        }
        CopyWorkers.run(run.request().limits().streams(), tasks, run.limit());
        requireWhole(unpacked);
        content.removeOthers();
    }

    private void requireWhole(Set<String> unpacked) {
        Essentials.missing(unpacked).ifPresent(path -> {
            throw Failures.damaged(run.backup(), path, "is missing");
        });
        if (hasManifest) {
            listed.requireAll(unpacked);
        }
    }

    private List<BackupTarFile> list() throws IOException {
        List<String> names = new ArrayList<>();
        host.files().list(run.backup().dataDirectory(), name -> {
            names.add(name);
            return DirectoryVisitor.Next.CONTINUE;
        });
        List<BackupTarFile> tars = new ArrayList<>();
        for (String name : names) {
            Optional<String> content = BackupTarName.content(name);
            if (content.isEmpty() || content.get().equals("pg_wal")) {
                if (!name.equals(BackupManifest.FILE_NAME)) {
                    run.tally().skipped(name);
                }
            } else {
                tars.add(tar(name, content.get()));
            }
        }
        return tars;
    }

    private BackupTarFile tar(String name, String content) throws IOException {
        HostPath file = run.backup().dataDirectory().child(name);
        FileStatus status = host.files()
                .status(file)
                .orElseThrow(() -> new NoSuchFileException(host.name() + ":" + file, null, "it was there just now"));
        if (status.kind() != FileKind.REGULAR) {
            throw Failures.hostile(run.backup(), name, "which is no regular file");
        }
        if (content.equals("base")) {
            return new BackupTarFile(file, "", status.size());
        }
        if (!run.backup().tablespaces().containsKey(Long.parseLong(content))) {
            throw Failures.damaged(run.backup(), name, "is of a tablespace that Barman does not know of");
        }
        return new BackupTarFile(file, TablespacePaths.DIRECTORY + content + '/', status.size());
    }
}
