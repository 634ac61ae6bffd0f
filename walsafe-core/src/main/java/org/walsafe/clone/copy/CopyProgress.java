package org.walsafe.clone.copy;

/**
 * Is told how far a copy has come. Called from several threads at once, often; must be quick and must not throw.
 *
 * @since 0.1.0
 */
public interface CopyProgress {

    /** Nobody watches. */
    CopyProgress NONE = new CopyProgress() {};

    /**
     * The backup was listed. Said once; of a backup in tar form, the bytes are those of the tar files.
     *
     * @param files how many files it has
     * @param bytes how many bytes they have
     */
    default void planned(long files, long bytes) {}

    /**
     * Bytes were fetched from the source.
     *
     * @param bytes how many, since the last call
     */
    default void copied(long bytes) {}

    /**
     * Bytes that were here already turned out to be the right ones.
     *
     * @param bytes how many, since the last call
     */
    default void kept(long bytes) {}

    /** One more file is complete and verified. */
    default void finishedFile() {}

    /**
     * The source could not be reached; the copy goes on when it can.
     *
     * @param reason why, as a clause
     */
    default void waiting(String reason) {}
}
