package org.walsafe.verify;

/**
 * Is told how far a verification has come. Called from several threads at once, often; must be quick and must not throw.
 *
 * @since 0.1.0
 */
public interface VerificationProgress {

    /** Nobody watches. */
    VerificationProgress NONE = new VerificationProgress() {
        @Override
        public void planned(long files) {}

        @Override
        public void read(long bytes) {}

        @Override
        public void finished(long files) {}
    };

    /**
     * More files are to be looked into. Said once for an archive, and for a backup whenever a file was found.
     *
     * @param files how many more
     */
    void planned(long files);

    /**
     * Stored bytes were read.
     *
     * @param bytes how many, since the last call
     */
    void read(long bytes);

    /**
     * Files are done with.
     *
     * @param files how many, since the last call
     */
    void finished(long files);
}
