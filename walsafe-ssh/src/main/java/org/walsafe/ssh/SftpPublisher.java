package org.walsafe.ssh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.walsafe.host.ContentWriter;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;

/**
 * Publishes files over SFTP: each is written under a temporary name, flushed and given its final name, then the directory
 * is flushed. Small files take these steps side by side, so that a batch waits for the network no longer than one file.
 *
 * <p>Thread-safe.
 */
final class SftpPublisher {

    /** How many small files are on their way at a time. */
    private static final int BATCH = 64;

    private final MissingGuarantees missing;
    private final RandomGenerator randomness;

    SftpPublisher(MissingGuarantees missing, RandomGenerator randomness) {
        this.missing = missing;
        this.randomness = randomness;
    }

    PublishOutcome publish(SftpChannel channel, HostPath file, ContentWriter content, PublishMode mode)
            throws IOException {
        try (SftpDirectory directory = new SftpDirectory(channel, file.parent(), missing)) {
            PublishOutcome outcome;
            try (SftpDraft draft = draft(channel, file, mode)) {
                draft.write(content);
                draft.awaitContent();
                draft.place();
                outcome = draft.outcome();
            }
            flush(directory, () -> {
                if (outcome == PublishOutcome.PUBLISHED && mode == PublishMode.IF_ABSENT) {
                    channel.remove(file).succeed("cannot be taken back");
                }
            });
            return outcome;
        }
    }

    /** Takes back what was published under a name that cannot be made durable. */
    @FunctionalInterface
    private interface TakeBack {
        void run() throws IOException;
    }

    private static void flush(SftpDirectory directory, TakeBack takeBack) throws IOException {
        try {
            directory.flush();
        } catch (HostUnreachableException e) {
            throw e;
        } catch (IOException e) {
            takeBack.run();
            throw e;
        }
    }

    List<PublishOutcome> publishAll(SftpChannel channel, HostPath directory, List<NewFile> files, PublishMode mode)
            throws IOException {
        List<PublishOutcome> outcomes = new ArrayList<>(files.size());
        try (SftpDirectory opened = new SftpDirectory(channel, directory, missing)) {
            for (int from = 0; from < files.size(); from += BATCH) {
                List<NewFile> batch = files.subList(from, Math.min(files.size(), from + BATCH));
                outcomes.addAll(place(channel, directory, batch, mode));
            }
            opened.flush();
        }
        return outcomes;
    }

    private List<PublishOutcome> place(SftpChannel channel, HostPath directory, List<NewFile> batch, PublishMode mode)
            throws IOException {
        List<SftpDraft> drafts = new ArrayList<>(batch.size());
        try {
            for (NewFile file : batch) {
                drafts.add(draft(channel, directory.child(file.name()), mode));
            }
            for (int i = 0; i < batch.size(); i++) {
                drafts.get(i).send(batch.get(i).content());
            }
            for (SftpDraft draft : drafts) {
                draft.awaitContent();
            }
            for (SftpDraft draft : drafts) {
                draft.place();
            }
            List<PublishOutcome> outcomes = new ArrayList<>(batch.size());
            for (SftpDraft draft : drafts) {
                outcomes.add(draft.outcome());
            }
            return outcomes;
        } finally {
            for (SftpDraft draft : drafts) {
                draft.close();
            }
        }
    }

    private SftpDraft draft(SftpChannel channel, HostPath file, PublishMode mode) throws IOException {
        HostPath temporary = file.parent().child(HostFiles.TEMPORARY_PREFIX + Long.toHexString(randomness.nextLong()));
        return new SftpDraft(channel, temporary, file, mode, missing);
    }
}
