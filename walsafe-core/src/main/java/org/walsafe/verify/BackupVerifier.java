package org.walsafe.verify;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/**
 * Verifies a base backup: that its files are those that were backed up, and that the WAL is there which makes them a cluster.
 *
 * <p>With a {@code backup_manifest} every file is compared with it, as {@code pg_verifybackup} does; without one, what every data
 * directory has is looked at, and data pages by their own checksums where the cluster has these. Backups in tar files are
 * read in the stream; nothing is unpacked. A symbolic link in place of a file is not followed: a backup has none.
 *
 * <p>Thread-safe. {@link #verify} blocks for as long as reading takes.
 *
 * @since 0.1.0
 */
public final class BackupVerifier {

    private final BackupVerifierConfig config;

    /**
     * A verifier; nothing is read yet.
     *
     * @param config which backup, and how
     */
    public BackupVerifier(BackupVerifierConfig config) {
        this.config = config;
    }

    /**
     * Verifies the backup.
     *
     * @return what was found; damage, and files that could not be read, are findings
     * @throws java.io.InterruptedIOException when the thread is interrupted
     * @throws IOException when the backup's directory, or the archive, could not be listed
     */
    public BackupReport verify() throws IOException {
        Instant began = config.time().instant();
        LongAdder bytes = new LongAdder();
        FindingLog log = new FindingLog(Waivers.NONE, began);
        BackupExamination examination = new BackupExamination(config, log, bytes);
        examination.run();
        return new BackupReport(
                config.place().name(),
                config.level(),
                config.target(),
                began,
                Duration.between(began, config.time().instant()),
                examination.systemIdentifier(),
                examination.files(),
                examination.known(),
                bytes.sum(),
                examination.pages(),
                examination.records(),
                examination.reach(),
                log.finish());
    }
}
