package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;

/**
 * Copies base backups from a Barman catalogue, verified, into staging directories beside their targets.
 *
 * <p>Files come in several streams over the host's one connection, many small ones together; each is checked in passing against
 * {@code backup_manifest}, or, where that does not list it, against the SHA-256 that the source's machine computes. What an
 * earlier attempt fetched, and what is the same in the target, is kept by its size and checksum. While the source cannot be
 * reached, the copy waits, within {@link CopyLimits#patience}.
 *
 * <p>Thread-safe: no state. Blocks as long as the copy takes. Two copies into one target exclude each other, across processes
 * too.
 *
 * @since 0.1.0
 */
public final class BackupCopier {

    /** A copier. */
    public BackupCopier() {}

    /**
     * How much an earlier attempt has left in its staging directory, tablespaces not counted: so much less space is needed.
     *
     * @param dataDirectory the data directory of the request
     * @return a number of bytes
     * @throws IOException when nobody could look
     */
    public static long stagedBytes(Path dataDirectory) throws IOException {
        Path content =
                Place.ofDataDirectory(StagingArea.behindLink(dataDirectory)).content();
        return Files.isDirectory(content) ? PathUtils.sizeOfDirectory(content) : 0;
    }

    /**
     * Copies a backup into a staging directory. The target stays as it is.
     *
     * @param request what to copy, and where to
     * @return the complete and verified copy, not published yet; the caller closes it
     * @throws CopyFailedException where it is not complete and verified; what was fetched is kept for the next attempt
     */
    public StagedCopy copy(CopyRequest request) {
        StagingArea area = StagingArea.open(request);
        try (CopyRun run = new CopyRun(request, area)) {
            run.copy();
            return new StagedCopy(area, run.copies(), run.tally().report(), request.limits(), run.patience());
        } catch (RuntimeException e) {
            area.close();
            throw e;
        }
    }
}
