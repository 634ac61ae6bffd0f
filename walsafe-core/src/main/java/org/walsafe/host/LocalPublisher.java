package org.walsafe.host;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Publishes files of {@link LocalHost}: a temporary file is written, flushed and given its final name, then the directory
 * is flushed. Whoever finds the name taken flushes the directory too, so that both may rely on the name.
 */
final class LocalPublisher {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final RandomGenerator randomness;

    LocalPublisher(RandomGenerator randomness) {
        this.randomness = randomness;
    }

    PublishOutcome publish(HostPath file, ContentWriter content, PublishMode mode) throws IOException {
        PublishOutcome outcome = place(file, content, mode);
        try {
            force(file.parent());
        } catch (IOException e) {
            if (outcome == PublishOutcome.PUBLISHED && mode == PublishMode.IF_ABSENT) {
                Files.deleteIfExists(LocalFiles.local(file));
            }
            throw e;
        }
        return outcome;
    }

    List<PublishOutcome> publishAll(HostPath directory, List<NewFile> files, PublishMode mode) throws IOException {
        List<PublishOutcome> outcomes = new ArrayList<>(files.size());
        for (NewFile file : files) {
            outcomes.add(place(directory.child(file.name()), new Bytes(file.content()), mode));
        }
        force(directory);
        return outcomes;
    }

    /** Gives the content its final name, which is not durable yet. */
    private PublishOutcome place(HostPath file, ContentWriter content, PublishMode mode) throws IOException {
        if (mode == PublishMode.IF_ABSENT && Files.exists(LocalFiles.local(file), LinkOption.NOFOLLOW_LINKS)) {
            return PublishOutcome.NAME_TAKEN;
        }
        try (LocalTemporaryFile temporary = LocalTemporaryFile.beside(file, randomness)) {
            OutputStream out = new BufferedOutputStream(temporary, BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
            temporary.force();
            return switch (mode) {
                case IF_ABSENT -> temporary.linkToFinalName();
                case REPLACE -> temporary.moveToFinalName();
            };
        }
    }

    /** Makes the names in {@code directory} durable. */
    static void force(HostPath directory) throws IOException {
        try (FileChannel channel = FileChannel.open(LocalFiles.local(directory), StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw LocalFailure.of(directory, "cannot be flushed", e);
        }
    }

    /** Content that is in memory already. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Bytes(byte[] content) implements ContentWriter {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(content);
        }
    }
}
