package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.ssh.SftpChannel.Extension;

/**
 * A remote directory whose names are to be made durable: opened like a file, which OpenSSH allows, and flushed.
 *
 * <p>Opening it early costs no waiting. Not thread-safe.
 */
final class SftpDirectory implements AutoCloseable {

    private static final String ATTEMPT = "cannot be flushed";

    private final SftpChannel channel;
    private final HostPath path;
    private final MissingGuarantees missing;
    private final Optional<SftpCall> opening;
    private Optional<byte[]> handle = Optional.empty();
    private boolean answered;

    /** Begins to open {@code path}. */
    SftpDirectory(SftpChannel channel, HostPath path, MissingGuarantees missing) throws IOException {
        this.channel = channel;
        this.path = path;
        this.missing = missing;
        this.opening = channel.has(Extension.FSYNC) ? Optional.of(channel.openForReading(path)) : Optional.empty();
    }

    /**
     * Makes the names in it durable, as far as the server can.
     *
     * @throws NoSuchFileException when it does not exist
     * @throws IOException when it could not be flushed
     */
    void flush() throws IOException {
        open();
        if (handle.isEmpty()) {
            missing.add(SshGuarantee.FLUSHED_NAME);
            return;
        }
        try {
            channel.flush(handle.get(), path).succeed(ATTEMPT);
        } catch (SftpFailure.UnsupportedRequestException notADirectory) {
            missing.add(SshGuarantee.FLUSHED_NAME);
        }
    }

    private void open() throws IOException {
        if (answered || opening.isEmpty()) {
            return;
        }
        answered = true;
        try {
            handle = Optional.of(opening.get().handle(ATTEMPT));
        } catch (NoSuchFileException | HostUnreachableException e) {
            throw e;
        } catch (IOException notLikeAFile) {
            handle = Optional.empty();
        }
    }

    /** Releases the server's side of it; nobody waits for that. */
    @Override
    public void close() {
        try {
            open();
            if (handle.isPresent()) {
                channel.close(handle.get(), path);
            }
        } catch (IOException e) {
            // it is not there, or the server that had it open is gone
        }
    }
}
