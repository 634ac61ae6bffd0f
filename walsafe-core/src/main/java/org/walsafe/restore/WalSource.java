package org.walsafe.restore;

import org.walsafe.wal.WalFileName;

/**
 * Something that keeps WAL files and gives them back: the seam for archives of one's own.
 *
 * <p>A source gives the bytes as it stores them; decompressing, checking and delivering them is the {@link WalRestorer}'s. What
 * it must get right is the difference between {@link SourceAnswer.Absent} and {@link SourceAnswer.CouldNotLook}: recovery ends,
 * and a server opens on a new timeline, because of the one; it must not because of the other. {@code WalSourceContract} in the
 * test kit says the rest.
 *
 * <p>Implementations are thread-safe. Methods block as long as the archive does, and promptly end with an answer that they could
 * not look when their thread is interrupted, leaving it interrupted.
 *
 * @since 0.1.0
 */
public interface WalSource {

    /** {@return where it keeps the files, for messages; never holds a secret} */
    String location();

    /**
     * Looks for a file and begins to read it. Answers from what is there now, never from memory.
     *
     * @param file which file
     * @param deadline when to give up waiting for the archive's first word about the file; its bytes may take longer
     * @return what came of it; every failure is an answer, too
     */
    SourceAnswer open(WalFileName file, Deadline deadline);

    /**
     * Looks for a file that was written after {@code absent}: for a segment, a later one of its timeline; for a timeline history,
     * any file of its timeline or the history of a newer one. A source that cannot list may look for the likeliest names only.
     *
     * @param absent a file that {@link #open} did not find
     * @param deadline when to give up
     * @return what came of it; every failure is an answer, too
     */
    LaterFile later(WalFileName absent, Deadline deadline);
}
