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
     * It is known how many files there are to look into; said once, before any of them is opened.
     *
     * @param files how many
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
