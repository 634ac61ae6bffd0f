package org.walsafe.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.FileNameText;
import org.walsafe.verify.PageCheck.PageForm;
import org.walsafe.verify.manifest.BackupManifest;
import org.walsafe.verify.manifest.ManifestAlgorithm;
import org.walsafe.verify.manifest.ManifestChecksum;
import org.walsafe.verify.manifest.ManifestFile;
import org.walsafe.wal.Lsn;

/**
 * Compares the files of a backup, one by one, with its manifest, and looks into those whose form is known. Thread-safe.
 */
final class BackupFileChecks {

    /** The files that say which backup this is are small; what is longer is none of them. */
    static final int LONGEST_KEPT = 64 << 10;

    private static final int BUFFER = 256 << 10;

    private static final Set<String> KEPT = Set.of("PG_VERSION", "global/pg_control", "backup_label", "tablespace_map");

    private final VerificationLevel level;
    private final Optional<BackupManifest> manifest;
    private final FindingLog log;
    private final Set<String> unseen = ConcurrentHashMap.newKeySet();
    private final Set<String> outOfSight = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean mainTarOutOfSight = new AtomicBoolean();
    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private final ThreadLocal<byte[]> buffers = ThreadLocal.withInitial(() -> new byte[BUFFER]);
    private final LongAdder files = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final Optional<PageForm> pageForm;
    private final Lsn replayedFrom;
    private final List<Finding> wrongPages = new ArrayList<>();

    /**
     * The checks of one backup.
     *
     * @param pageForm how its data is cut, or empty where its pages carry no checksums
     * @param replayedFrom pages written from here on are put right by recovery
     */
    BackupFileChecks(
            VerificationLevel level,
            Optional<BackupManifest> manifest,
            Optional<PageForm> pageForm,
            Lsn replayedFrom,
            FindingLog log) {
        this.level = level;
        this.manifest = manifest;
        this.pageForm = level.includes(VerificationLevel.FILES) ? pageForm : Optional.empty();
        this.replayedFrom = replayedFrom;
        this.log = log;
        manifest.ifPresent(m -> unseen.addAll(m.files().keySet()));
    }

    long files() {
        return files.sum();
    }

    long pages() {
        return pages.sum();
    }

    /** The content of a small file that says which backup this is, where it was found. */
    Optional<byte[]> kept(String path) {
        return Optional.ofNullable(kept.get(path));
    }

    /**
     * Compares what a directory entry says with the manifest.
     *
     * @return whether the content is worth reading
     */
    boolean isWorthReading(String path, long size) {
        files.increment();
        if (!isExpected(path, size)) {
            return false;
        }
        return level.includes(VerificationLevel.FILES) || KEPT.contains(path);
    }

    private boolean isExpected(String path, long size) {
        if (manifest.isEmpty()) {
            return true;
        }
        unseen.remove(path);
        ManifestFile expected = manifest.get().files().get(path);
        if (expected == null) {
            log.add(new Finding(FindingKind.EXTRA_FILE, path, "not in the manifest"));
            return false;
        }
        if (expected.size() != size) {
            log.add(new Finding(
                    FindingKind.WRONG_SIZE, path, "has " + size + " bytes, but the manifest says " + expected.size()));
            return false;
        }
        return true;
    }

    /** How the manifest sums a file, where it does, and where nothing else is to be learned from the file. */
    Optional<String> sum(String path) {
        return KEPT.contains(path)
                ? Optional.empty()
                : manifest.map(m -> m.files().get(path))
                        .filter(file -> file.algorithm() != ManifestAlgorithm.NONE)
                        .map(file -> file.algorithm() + ":" + HexFormat.of().formatHex(file.checksum()));
    }

    /**
     * Reads a file's content to its end, and compares it.
     *
     * @return whether its sum is that of the manifest
     */
    boolean read(String path, InputStream content) throws IOException {
        @Nullable ManifestFile expected = manifest.map(m -> m.files().get(path)).orElse(null);
        ManifestAlgorithm algorithm = expected == null ? ManifestAlgorithm.NONE : expected.algorithm();
        ManifestChecksum checksum = algorithm.start();
        Optional<PageCheck> pageCheck = algorithm == ManifestAlgorithm.NONE ? pageCheck(path) : Optional.empty();
        @Nullable ByteArrayOutputStream copy = KEPT.contains(path) ? new ByteArrayOutputStream() : null;
        byte[] buffer = buffers.get();
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            checksum.update(buffer, 0, count);
            if (pageCheck.isPresent()) {
                pageCheck.get().take(buffer, 0, count);
            }
            if (copy != null && copy.size() + count <= LONGEST_KEPT) {
                copy.write(buffer, 0, count);
            }
        }
        if (copy != null) {
            kept.put(path, copy.toByteArray());
        }
        boolean same = expected != null && compare(path, expected, checksum.finish());
        pageCheck.ifPresent(check -> {
            pages.add(check.pages());
            check.finish().ifPresent(what -> keep(new Finding(FindingKind.PAGE_CHECKSUM, path, what)));
        });
        return same;
    }

    private Optional<PageCheck> pageCheck(String path) {
        return pageForm.flatMap(form -> RelationFile.of(path).map(file -> new PageCheck(file, form, replayedFrom)));
    }

    /** In a tar file the control file comes last, so that only then it is known whether there are checksums at all. */
    private void keep(Finding wrongPage) {
        synchronized (wrongPages) {
            if (wrongPages.size() < Findings.KEPT_PER_KIND) {
                wrongPages.add(wrongPage);
            }
        }
    }

    /** Once it is known that pages carry checksums: what is wrong with them. */
    void noteWrongPages() {
        synchronized (wrongPages) {
            wrongPages.forEach(log::add);
        }
    }

    private boolean compare(String path, ManifestFile expected, byte[] computed) {
        if (expected.checksum().length != expected.algorithm().bytes()) {
            log.add(new Finding(
                    FindingKind.WRONG_CHECKSUM,
                    path,
                    "the manifest has a checksum of " + expected.checksum().length + " bytes, but "
                            + expected.algorithm() + " has "
                            + expected.algorithm().bytes()));
            return false;
        }
        if (!Arrays.equals(expected.checksum(), computed)) {
            log.add(new Finding(
                    FindingKind.WRONG_CHECKSUM,
                    path,
                    "its " + expected.algorithm() + " is " + HexFormat.of().formatHex(computed)
                            + ", but the manifest says " + HexFormat.of().formatHex(expected.checksum())));
            return false;
        }
        return true;
    }

    /** A file or directory could not be looked at, so nobody knows what is there and what is missing. */
    void noteOutOfSight(String path) {
        outOfSight.add(path);
    }

    /** A tar file could not be read to its end, so nobody knows what else is in it. */
    void noteOutOfSight(BackupTar tar) {
        if (tar.prefix().isEmpty()) {
            mainTarOutOfSight.set(true);
        } else {
            noteOutOfSight(tar.prefix().substring(0, tar.prefix().length() - 1));
        }
    }

    /** Whether a file, or what it is in, could not be looked at. */
    boolean isOutOfSight(String path) {
        boolean inMainTar = mainTarOutOfSight.get() && !path.startsWith(BackupFiles.TABLESPACES);
        return inMainTar || isHidden(path) || (!FileNameText.isUtf8(path) && isHidden(decodedWithLoss(path)));
    }

    private static String decodedWithLoss(String path) {
        return new String(FileNameText.bytes(path), StandardCharsets.UTF_8);
    }

    private boolean isHidden(String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (outOfSight.contains(path.substring(0, end))) {
                return true;
            }
        }
        return outOfSight.contains(path);
    }

    /** Once all files were shown: what is in the manifest only. */
    void noteMissing(BackupFiles.Visitor visitor) {
        for (String path : unseen) {
            if (!visitor.ignores(path) && !isOutOfSight(path)) {
                log.add(new Finding(FindingKind.MISSING_FILE, path, "in the manifest, but not in the backup"));
            }
        }
    }
}
