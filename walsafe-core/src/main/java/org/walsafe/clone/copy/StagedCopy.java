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
    private final Patience patience;

    StagedCopy(StagingArea area, LocalCopies copies, CopyReport report, CopyLimits limits, Patience patience) {
        this.area = area;
        this.copies = copies;
        this.report = report;
        this.limits = limits;
        this.patience = patience;
    }

    /**
     * Asks the source's host something.
     *
     * @param <T> what the answer is
     */
    @FunctionalInterface
    public interface Question<T> {

        /**
         * Asks it.
         *
         * @return the answer
         * @throws IOException when it cannot be had; a {@link org.walsafe.host.HostUnreachableException} when it may be later
         */
        T ask() throws IOException;
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
     * Has the source's host asked before the copy is published, again while it cannot be reached, as patiently as the copy was
     * made. Blocks for that long.
     *
     * @param <T> what the answer is
     * @param question what to ask; may be asked several times
     * @return the answer
     * @throws CopyFailedException where there is none; the target is as it was, and the staging directories are kept
     */
    public <T> T ask(Question<T> question) {
        return patience.with(question::ask);
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
