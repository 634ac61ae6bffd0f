package org.walsafe.clone.copy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.walsafe.verify.manifest.BackupManifest;
import org.walsafe.verify.manifest.ManifestAlgorithm;
import org.walsafe.verify.manifest.ManifestFile;

/**
 * What a backup's manifest says, if it has one. A manifest of PostgreSQL's covers the tablespaces, one of Barman's (3.7) does not.
 *
 * <p>Thread-safe.
 */
final class ListedFiles {

    /** What {@code pg_verifybackup} passes over: it may change after the backup, or is made after the manifest. */
    private static final Set<String> NOT_LISTED =
            Set.of(BackupManifest.FILE_NAME, "postgresql.auto.conf", "recovery.signal", "standby.signal");

    private final BackupCopySource backup;
    private final boolean exists;
    private final boolean coversTablespaces;
    private final Map<String, ManifestFile> files;

    ListedFiles(BackupCopySource backup, Optional<BackupManifest> manifest) {
        this.backup = backup;
        this.exists = manifest.isPresent();
        this.files = manifest.map(BackupManifest::files).orElse(Map.of());
        this.coversTablespaces = files.keySet().stream().anyMatch(path -> path.startsWith(TablespacePaths.DIRECTORY));
    }

    /** What a file must hold; empty where no checksum says. */
    Optional<Expectation> expectation(String path) {
        return NOT_LISTED.contains(path) ? Optional.empty() : fromTar(path);
    }

    /** What a file within a tar file must hold, where nothing can have changed since; empty where no checksum says. */
    Optional<Expectation> fromTar(String path) {
        return Optional.ofNullable(files.get(path))
                .filter(file -> file.algorithm() != ManifestAlgorithm.NONE)
                .map(file -> new Expectation(file, VerifiedBy.MANIFEST));
    }

    /**
     * Whether a file that is there is one that may be.
     *
     * @throws CopyFailedException where it is listed nowhere, or has another size
     */
    void require(String path, long size) {
        if (!exists || NOT_LISTED.contains(path)) {
            return;
        }
        ManifestFile listed = files.get(path);
        boolean isCovered = coversTablespaces || !path.startsWith(TablespacePaths.DIRECTORY);
        if (listed == null && isCovered) {
            throw Failures.damaged(backup, path, "is not listed in its manifest");
        }
        if (listed != null && listed.size() != size) {
            throw Failures.damaged(
                    backup, path, "has " + size + " bytes, not the " + listed.size() + " that its manifest says");
        }
    }

    /**
     * That everything that is listed is there.
     *
     * @throws CopyFailedException where something is missing
     */
    void requireAll(Set<String> paths) {
        for (String listed : files.keySet()) {
            if (!paths.contains(listed) && !NOT_LISTED.contains(listed) && !LeftOut.contains(listed)) {
                throw Failures.damaged(backup, listed, "is missing, but its manifest lists it");
            }
        }
    }

    /** That there are exactly the listed files, in their sizes. */
    void requireSame(List<CopiedFile> present) {
        Map<String, CopiedFile> byPath = new HashMap<>();
        for (CopiedFile file : present) {
            require(file.path(), file.size());
            byPath.put(file.path(), file);
        }
        requireAll(byPath.keySet());
    }
}
