package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.schmizz.concurrent.Promise;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.Response;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPException;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;

/**
 * One SFTP request that is under way. Exactly one of its methods is to be called, once; it waits for the answer and throws
 * {@link HostUnreachableException} when none comes.
 */
final class SftpCall {

    private final SftpChannel channel;
    private final Promise<Response, SFTPException> promise;
    private final HostPath path;

    SftpCall(SftpChannel channel, Promise<Response, SFTPException> promise, HostPath path) {
        this.channel = channel;
        this.promise = promise;
        this.path = path;
    }

    /** Waits for success; {@code attempt} says what cannot be done otherwise, for example {@code cannot be read}. */
    void succeed(String attempt) throws IOException {
        Optional<IOException> failure = failure(attempt);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Waits, and tells a refusal by the server apart from success. */
    Optional<IOException> failure(String attempt) throws IOException {
        Response answer = answer(PacketType.STATUS, attempt);
        StatusCode status = answer.readStatusCode();
        return status == StatusCode.OK ? Optional.empty() : Optional.of(failure(answer, status, attempt));
    }

    /** Waits for a handle. */
    byte[] handle(String attempt) throws IOException {
        return field(answer(PacketType.HANDLE, attempt));
    }

    /** Waits for what the call asks for, as {@code type} carries it. */
    Response answer(PacketType type, String attempt) throws IOException {
        Response answer = await();
        if (answer.getType() == type) {
            return answer;
        }
        if (answer.getType() == PacketType.STATUS) {
            throw failure(answer, answer.readStatusCode(), attempt);
        }
        throw nonsense(answer);
    }

    /** Waits for what the call asks for, as {@code type} carries it, or for the end of it. */
    Optional<Response> answerOrEnd(PacketType type, String attempt) throws IOException {
        Response answer = await();
        if (answer.getType() == type) {
            return Optional.of(answer);
        }
        if (answer.getType() == PacketType.STATUS) {
            StatusCode status = answer.readStatusCode();
            if (status == StatusCode.EOF) {
                return Optional.empty();
            }
            throw failure(answer, status, attempt);
        }
        throw nonsense(answer);
    }

    /** Waits for what the call asks for, or for the word that nothing is there. */
    Optional<Response> answerIfThere(PacketType type, String attempt) throws IOException {
        try {
            return Optional.of(answer(type, attempt));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private Response await() throws IOException {
        Deadline deadline = Deadline.in(channel.timeout());
        try {
            while (!deadline.hasPassed()) {
                Response answer = promise.tryRetrieve(deadline.leftNanos(), TimeUnit.NANOSECONDS);
                if (answer != null) {
                    return answer;
                }
            }
        } catch (SFTPException e) {
            throw channel.lost(e);
        }
        throw channel.lost(
                new IOException("no answer within " + channel.timeout().toMillis() + " ms"));
    }

    private IOException nonsense(Response answer) {
        return channel.lost(new IOException("it answered with " + answer.getType()));
    }

    private IOException failure(Response answer, StatusCode status, String attempt) {
        return SftpFailure.of(channel.target(), path, attempt, status, text(answer));
    }

    private static String text(Response answer) {
        try {
            return answer.readString();
        } catch (Buffer.BufferException e) {
            return ""; // some servers send none
        }
    }

    private static byte[] field(Response answer) throws IOException {
        return answer.readBytes();
    }
}
