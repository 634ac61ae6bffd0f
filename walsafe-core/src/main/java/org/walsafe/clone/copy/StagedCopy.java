package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A complete and verified copy of a backup in staging directories, of which the target knows nothing yet.
 *
 * <p>It may be added to, but its files must not be changed in place: one may be a file of the target under a second name.
 * Replace a file by removing it and making another.
 *
 * <p>Not thread-safe.
 *
 * @since 0.1.0
 */
public final class StagedCopy implements AutoCloseable {

    private final StagingArea area;
    private final LocalCopies copies;
    private final CopyReport report;
    private final CopyLimits limits;

    StagedCopy(StagingArea area, LocalCopies copies, CopyReport report, CopyLimits limits) {
        this.area = area;
        this.copies = copies;
        this.report = report;
        this.limits = limits;
    }

    /** {@return the data directory, where it is now} */
    public Path dataDirectory() {
        return area.dataDirectory();
    }

    /** {@return what the copy did} */
    public CopyReport report() {
        return report;
    }

    /**
     * Brings everything to the disk, and puts it in the target's place by renaming. Blocks until it is durable. Files that were
     * there before are gone afterwards, and the staging directories too.
     *
     * @throws CopyFailedException where it was not published; the target is as it was, and the staging directories are kept
     */
    public void publish() {
        TreeFlush.flushAll(area.contents(), new TimeLimit(limits.deadline()));
        try {
            copies.requireUnchanged();
            area.publish();
        } catch (IOException e) {
            throw Failures.unwritable(area.target(), e);
        }
    }

    /**
     * Removes the staging directories; the target stays as it is.
     *
     * @throws CopyFailedException where they cannot be removed
     */
    public void abandon() {
        try {
            area.remove();
        } catch (IOException e) {
            throw Failures.unwritable(area.dataDirectory(), e);
        } finally {
            area.close();
        }
    }

    /** Lets others have the staging directories; what was not published is kept for the next attempt. */
    @Override
    public void close() {
        area.close();
    }
}
