package org.walsafe.ssh;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import net.schmizz.sshj.sftp.PacketType;
import org.walsafe.host.ContentWriter;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;
import org.walsafe.ssh.SftpChannel.Extension;

/**
 * A remote file on its way from a temporary name to its final one, in steps that each send their requests at once: {@link
 * #SftpDraft begin}, {@link #send} or {@link #write}, {@link #awaitContent}, {@link #place}, {@link #outcome}, {@link
 * #close}.
 *
 * <p>Not thread-safe.
 */
final class SftpDraft implements AutoCloseable {

    private static final String WRITE = "cannot be written";
    private static final String PLACE = "cannot be given its name";

    private final SftpChannel channel;
    private final HostPath temporary;
    private final HostPath file;
    private final PublishMode mode;
    private final MissingGuarantees missing;
    private final Optional<SftpCall> look;
    private final SftpCall creation;
    private final Queue<SftpCall> underWay = new ArrayDeque<>();
    private Optional<SftpCall> placing = Optional.empty();
    private boolean created;
    private boolean taken;
    private boolean mayExist = true;

    /** Begins: looks whether the name is taken already, where that matters, and creates the temporary file. */
    SftpDraft(SftpChannel channel, HostPath temporary, HostPath file, PublishMode mode, MissingGuarantees missing)
            throws IOException {
        this.channel = channel;
        this.temporary = temporary;
        this.file = file;
        this.mode = mode;
        this.missing = missing;
        this.look = mode == PublishMode.IF_ABSENT ? Optional.of(channel.look(file)) : Optional.empty();
        this.creation = channel.create(temporary, FileMode.PRIVATE_FILE);
    }

    private byte[] created() throws IOException {
        created = true;
        return creation.handle("cannot be created");
    }

    /** Whether the name was taken already, so that there is nothing to write. */
    private boolean isTaken(byte[] handle) throws IOException {
        taken = look.isPresent() && isThere(look.get());
        if (taken) {
            channel.close(handle, temporary);
        }
        return taken;
    }

    private boolean isThere(SftpCall call) throws IOException {
        return call.answerIfThere(PacketType.ATTRS, "cannot be looked at").isPresent();
    }

    /** Sends the whole content, which is in memory. */
    void send(byte[] content) throws IOException {
        byte[] handle = created();
        if (isTaken(handle)) {
            return;
        }
        for (int offset = 0; offset < content.length; offset += SftpChannel.CHUNK_BYTES) {
            int length = Math.min(SftpChannel.CHUNK_BYTES, content.length - offset);
            underWay.add(channel.write(handle, offset, content, offset, length, file));
        }
        flushAndClose(handle);
    }

    /** Sends the whole content as it is produced. */
    void write(ContentWriter content) throws IOException {
        byte[] handle = created();
        if (isTaken(handle)) {
            return;
        }
        try {
            SftpOutputStream out = new SftpOutputStream(channel, handle, file);
            content.writeTo(out);
            out.finish();
        } catch (IOException | RuntimeException e) {
            channel.close(handle, temporary);
            throw e;
        }
        flushAndClose(handle);
    }

    private void flushAndClose(byte[] handle) throws IOException {
        if (channel.has(Extension.FSYNC)) {
            underWay.add(channel.flush(handle, file));
        } else {
            missing.add(SshGuarantee.FLUSHED_CONTENT);
        }
        underWay.add(channel.close(handle, file));
    }

    /** Waits until the content is on disk. */
    void awaitContent() throws IOException {
        while (!underWay.isEmpty()) {
            underWay.remove().succeed(WRITE);
        }
    }

    /** Asks for the final name. */
    void place() throws IOException {
        if (!taken) {
            placing = Optional.of(
                    switch (mode) {
                        case IF_ABSENT -> claim();
                        case REPLACE -> replace();
                    });
        }
    }

    private SftpCall claim() throws IOException {
        if (channel.has(Extension.HARDLINK)) {
            return channel.link(temporary, file);
        }
        missing.add(SshGuarantee.ATOMIC_CLAIM);
        return channel.rename(temporary, file);
    }

    private SftpCall replace() throws IOException {
        if (channel.has(Extension.POSIX_RENAME)) {
            return channel.replace(temporary, file);
        }
        missing.add(SshGuarantee.ATOMIC_REPLACEMENT);
        channel.remove(file);
        return channel.rename(temporary, file);
    }

    /** Waits for the final name. */
    PublishOutcome outcome() throws IOException {
        if (placing.isEmpty()) {
            return PublishOutcome.NAME_TAKEN;
        }
        Optional<IOException> failure = placing.get().failure(PLACE);
        if (failure.isEmpty()) {
            mayExist = mode == PublishMode.IF_ABSENT && channel.has(Extension.HARDLINK);
            return PublishOutcome.PUBLISHED;
        }
        if (mode == PublishMode.REPLACE) {
            throw failure.get();
        }
        if (isThere(channel.look(file))) {
            return PublishOutcome.NAME_TAKEN;
        }
        return renameInstead(failure.get());
    }

    /** Not every file system knows hard links. */
    private PublishOutcome renameInstead(IOException failure) throws IOException {
        if (!channel.has(Extension.HARDLINK)
                || channel.rename(temporary, file).failure(PLACE).isPresent()) {
            throw failure;
        }
        missing.add(SshGuarantee.ATOMIC_CLAIM);
        mayExist = false;
        return PublishOutcome.PUBLISHED;
    }

    /** Removes the temporary name; nobody waits for that, for every reader passes over such names. */
    @Override
    public void close() {
        try {
            if (!created) {
                channel.close(created(), temporary);
            }
            if (mayExist) {
                channel.remove(temporary);
            }
        } catch (IOException e) {
            // it was never created, or the server that has it is gone
        }
    }
}
