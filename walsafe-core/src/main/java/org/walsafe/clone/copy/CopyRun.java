package org.walsafe.clone.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;
import org.walsafe.verify.manifest.BackupManifest;
import org.walsafe.verify.manifest.InvalidManifestException;
import org.walsafe.wal.ControlFile;
import org.walsafe.wal.SystemIdentifier;

/** One copy, from reading the manifest to the complete staging directory. For one thread; its parts are for several. */
final class CopyRun implements AutoCloseable {

    private final CopyRequest request;
    private final StagingArea area;
    private final TimeLimit limit;
    private final CopyTally tally;
    private final Patience patience;
    private final LocalCopies copies = new LocalCopies();
    private final TreeFlush flush;

    CopyRun(CopyRequest request, StagingArea area) {
        this.request = request;
        this.area = area;
        this.limit = new TimeLimit(request.limits().deadline());
        this.tally = new CopyTally(request.progress(), request.limits());
        this.patience = new Patience(request.backup(), request.limits(), limit, tally);
        this.flush = new TreeFlush(area.contents(), limit);
    }

    CopyRequest request() {
        return request;
    }

    BackupCopySource backup() {
        return request.backup();
    }

    StagingArea area() {
        return area;
    }

    TimeLimit limit() {
        return limit;
    }

    CopyTally tally() {
        return tally;
    }

    Patience patience() {
        return patience;
    }

    LocalCopies copies() {
        return copies;
    }

    TreeFlush flush() {
        return flush;
    }

    /** Copies. */
    void copy() {
        try {
            Optional<BackupManifest> manifest = patience.with(this::manifest);
            CopyModes modes = CopyModes.of(patience.with(this::version));
            switch (backup().form()) {
                case PLAIN -> new PlainCopy(this, manifest).copy(manifest, modes);
                case TAR -> new TarCopy(this, manifest).copy(modes);
            }
            complete(modes);
        } catch (IOException e) {
            throw Failures.unwritable(area.dataDirectory(), e);
        }
    }

    private Optional<BackupManifest> manifest() throws IOException {
        HostPath file = backup().dataDirectory().child(BackupManifest.FILE_NAME);
        try (InputStream content = request.source().files().read(file, 0)) {
            return Optional.of(BackupManifest.read(content));
        } catch (NoSuchFileException none) {
            requireBackup();
            return Optional.empty();
        } catch (InvalidManifestException e) {
            throw Failures.damaged(backup(), e);
        }
    }

    private void requireBackup() throws IOException {
        HostPath directory = backup().dataDirectory();
        if (request.source().files().status(directory).isEmpty()) {
            throw new NoSuchFileException(request.source().name() + ":" + directory, null, "it is not there");
        }
    }

    /** The catalogue's word, or that of the backup itself; of tar files only the catalogue's, and else the oldest. */
    private int version() throws IOException {
        if (backup().version().isPresent() || backup().form() == BackupForm.TAR) {
            return backup().version().orElse(0);
        }
        HostPath file = backup().dataDirectory().child("PG_VERSION");
        try (InputStream content = request.source().files().read(file, 0)) {
            return DataDirectorySkeleton.version(content.readNBytes(DataDirectorySkeleton.LONGEST_VERSION));
        }
    }

    private void complete(CopyModes modes) throws IOException {
        Path data = area.dataDirectory();
        FileMode mode = area.targetMode(modes.groupMayRead());
        int version = DataDirectorySkeleton.version(data);
        long made = DataDirectorySkeleton.complete(data, version, mode);
        for (long i = 0; i < made; i++) {
            tally.madeDirectory();
        }
        DataDirectorySkeleton.link(data, area.tablespaceTargets());
        Directories.make(data, mode);
        requireCluster(data.resolve(Essentials.CONTROL_FILE));
    }

    private void requireCluster(Path controlFile) throws IOException {
        SystemIdentifier found;
        try {
            found = ControlFile.parse(Files.readAllBytes(controlFile)).systemIdentifier();
        } catch (WalSafeException e) {
            throw Failures.damaged(backup(), Essentials.CONTROL_FILE, "cannot be read: " + e.getMessage());
        }
        Optional<SystemIdentifier> expected = backup().systemIdentifier();
        if (expected.isPresent() && !expected.get().equals(found)) {
            throw Failures.damaged(
                    backup(),
                    Essentials.CONTROL_FILE,
                    "is that of the cluster " + found + ", but Barman has it for a backup of " + expected.get());
        }
    }

    @Override
    public void close() {
        flush.close();
    }
}
