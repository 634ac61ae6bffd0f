package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.walsafe.barman.BackupBoundary;
import org.walsafe.barman.BackupInfo;
import org.walsafe.host.FileKind;
import org.walsafe.host.HostPath;
import org.walsafe.verify.PageCheck.PageForm;
import org.walsafe.verify.manifest.BackupManifest;
import org.walsafe.verify.manifest.InvalidManifestException;
import org.walsafe.verify.manifest.ManifestWalRange;
import org.walsafe.wal.ControlFile;
import org.walsafe.wal.InvalidControlFileException;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SystemIdentifier;

/** One verification of a backup, step by step. */
final class BackupExamination {

    private static final Lsn BEYOND_ALL = Lsn.of(-1);

    private final BackupVerifierConfig config;
    private final FindingLog log;
    private final LongAdder bytes;
    private final Optional<BackupInfo> info;
    private Optional<BackupManifest> manifest = Optional.empty();
    private Optional<SystemIdentifier> cluster = Optional.empty();
    private Optional<BackupReach> reach = Optional.empty();
    private Optional<BackupTar> walTar = Optional.empty();
    private long files;
    private long known;
    private long pages;
    private long records;

    BackupExamination(BackupVerifierConfig config, FindingLog log, LongAdder bytes) {
        this.config = config;
        this.log = log;
        this.bytes = bytes;
        this.info = config.place().info();
    }

    Optional<SystemIdentifier> systemIdentifier() {
        return cluster;
    }

    Optional<BackupReach> reach() {
        return reach;
    }

    long files() {
        return files;
    }

    long known() {
        return known;
    }

    long pages() {
        return pages;
    }

    long records() {
        return records;
    }

    void run() throws IOException {
        info.ifPresent(i -> new BackupMetadataCheck(i, log).run());
        cluster = info.flatMap(BackupInfo::systemIdentifier);
        Optional<ControlFile> control = Optional.empty();
        if (config.place().data().isPresent()) {
            HostPath data = config.place().data().get();
            manifest = readManifest(data);
            control = checkFiles(data);
        } else if (info.flatMap(BackupInfo::mode)
                .filter(m -> m.startsWith("snapshot"))
                .isEmpty()) {
            log.add(new Finding(FindingKind.MISSING_FILE, config.place().name(), "there is no directory of its data"));
        }
        if (cluster.isEmpty()) {
            cluster = control.map(ControlFile::systemIdentifier);
        }
        if (!config.target().equals(BackupTarget.FILES_ALONE)) {
            checkWal(control);
        }
    }

    private Optional<BackupManifest> readManifest(HostPath data) {
        try (InputStream in = open(data.child(BackupManifest.FILE_NAME))) {
            return Optional.of(BackupManifest.read(in));
        } catch (NoSuchFileException absent) {
            note(FindingKind.NO_MANIFEST, "there is none, so files are judged by what they hold");
        } catch (InvalidManifestException e) {
            note(FindingKind.INVALID_MANIFEST, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            note(FindingKind.NOT_READ, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void note(FindingKind kind, String sentence) {
        log.add(new Finding(kind, BackupManifest.FILE_NAME, sentence));
    }

    private Optional<ControlFile> checkFiles(HostPath data) throws IOException {
        BackupFileChecks checks =
                new BackupFileChecks(config.level(), manifest, pageForm(data), replayedFrom(data), log);
        BackupCoherence coherence = new BackupCoherence(info, manifest, checks, log);
        try (Workers workers = new Workers(config.threads())) {
            BackupContents contents = new BackupContents(config, checks, log, bytes, workers);
            new BackupFiles(config.place(), contents).visit(data);
            workers.finish();
            checks.noteMissing(contents);
            coherence.run(contents.tablespaces());
            walTar = contents.walTar();
            known = contents.known();
        }
        if (coherence.control().filter(control -> control.pageChecksums() > 0).isPresent()) {
            checks.noteWrongPages();
            pages = checks.pages();
        }
        files = checks.files();
        return coherence.control();
    }

    /** Within a tar file the control file comes last; then the usual form is assumed, and what that gives kept back. */
    private Optional<PageForm> pageForm(HostPath data) {
        try {
            ControlFile control = ControlFile.parse(start(data.child("global").child("pg_control"), ControlFile.BYTES));
            return control.pageChecksums() > 0 ? Optional.of(PageForm.of(control)) : Optional.empty();
        } catch (IOException | InvalidControlFileException notedLater) {
            return Optional.of(PageForm.USUAL);
        }
    }

    private Lsn replayedFrom(HostPath data) {
        Optional<Lsn> known = manifest.flatMap(BackupExamination::start)
                .map(ManifestWalRange::start)
                .or(() -> info.flatMap(BackupInfo::begin).flatMap(BackupBoundary::lsn));
        if (known.isPresent()) {
            return known.get();
        }
        try {
            byte[] label = start(data.child("backup_label"), BackupFileChecks.LONGEST_KEPT);
            return BackupLabel.parse(new String(label, StandardCharsets.UTF_8))
                    .map(BackupLabel::start)
                    .orElse(BEYOND_ALL);
        } catch (IOException notedLater) {
            return BEYOND_ALL;
        }
    }

    private byte[] start(HostPath file, int most) throws IOException {
        try (InputStream in = open(file)) {
            return in.readNBytes(most);
        }
    }

    private InputStream open(HostPath file) throws IOException {
        return new MeteredStream(config.place().host().files().read(file, 0), config.rate(), bytes::add, null);
    }

    private void checkWal(Optional<ControlFile> control) throws IOException {
        Optional<BackupNeeds> needs = info.flatMap(BackupNeeds::of)
                .or(() -> manifest.flatMap(listed -> control.flatMap(known -> BackupNeeds.of(listed, known))));
        if (needs.isEmpty()) {
            noteUnreadWal("neither metadata nor a manifest says which WAL it needs");
        } else if (walTar.isPresent()) {
            try (WalTar own = new WalTar(config.place(), walTar.get())) {
                checkWal(needs.get(), Optional.of(own));
            }
        } else {
            checkWal(needs.get(), ownDirectory());
        }
    }

    /** Where a plain backup holds WAL itself, if it does: PostgreSQL 10 gave the directory another name. */
    private Optional<ArchiveSource> ownDirectory() throws IOException {
        for (String name : List.of("pg_wal", "pg_xlog")) {
            Optional<HostPath> directory = config.place().data().map(data -> data.child(name));
            if (directory.isPresent()
                    && config.place()
                            .host()
                            .files()
                            .status(directory.get())
                            .filter(status -> status.kind() == FileKind.DIRECTORY)
                            .isPresent()) {
                return Optional.of(new DirectorySource(config.place().host(), directory.get()));
            }
        }
        return Optional.empty();
    }

    private void checkWal(BackupNeeds needs, Optional<? extends ArchiveSource> own) throws IOException {
        if (config.wal().isPresent()) {
            ArchiveSource archive = config.wal().get();
            Optional<WalWithOwn> both = own.map(o -> new WalWithOwn(archive, o, needs));
            check(
                    needs,
                    new BackupWalCheck(config, both.isPresent() ? both.get() : archive, both, cluster, log, bytes));
        } else if (own.isPresent() && holdsSegments(own.get())) {
            check(needs, new BackupWalCheck(config, own.get(), Optional.empty(), cluster, log, bytes));
        } else {
            noteUnreadWal("it needs the WAL from segment " + needs.first() + " to " + needs.last()
                    + ", does not hold it itself, and was given no place to look for it");
        }
    }

    private boolean holdsSegments(ArchiveSource own) {
        try {
            return ArchiveContents.Names.of(own).hasSegments();
        } catch (IOException e) {
            log.add(ArchivedFileReader.finding(own.location(), e));
            return false;
        }
    }

    private void check(BackupNeeds needs, BackupWalCheck check) throws IOException {
        reach = check.run(config.place().name(), needs);
        records = check.records();
        known += check.known();
    }

    private void noteUnreadWal(String why) {
        log.add(new Finding(FindingKind.WAL_NOT_READ, config.place().name(), why));
    }

    private static Optional<ManifestWalRange> start(BackupManifest manifest) {
        return manifest.walRanges().stream().min(Comparator.comparing(ManifestWalRange::start));
    }
}
