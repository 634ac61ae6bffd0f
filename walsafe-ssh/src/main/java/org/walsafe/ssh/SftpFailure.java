package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import net.schmizz.sshj.sftp.Response.StatusCode;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;

/** Says of a refused SFTP request what was tried, with which path and where, by the type that callers go by. */
final class SftpFailure {

    private SftpFailure() {}

    /**
     * The failure that the server's {@code status} stands for.
     *
     * @param attempt what could not be done, to follow the path, for example {@code cannot be read}
     * @param text what the server says of it, which is often the status in words
     */
    static IOException of(SshTarget target, HostPath path, String attempt, StatusCode status, String text) {
        String file = path.value();
        String where = attempt + " on " + target + ": ";
        return switch (status) {
            case NO_SUCH_FILE, NO_SUCH_PATH -> new NoSuchFileException(file, null, where + "no such file or directory");
            case PERMISSION_DENIED, WRITE_PROTECT -> new AccessDeniedException(file, null, where + "permission denied");
            case FILE_ALREADY_EXISTS ->
                new FileAlreadyExistsException(file, null, where + "something has the name already");
            case NO_CONNECTION, CONNECITON_LOST -> new HostUnreachableException(file + ": " + where + printable(text));
            case OP_UNSUPPORTED -> new UnsupportedRequestException(file, where + "the server does not know how");
            default -> new FileSystemException(file, null, where + reason(status, text));
        };
    }

    /** A refusal that no server gave. */
    static IOException because(SshTarget target, HostPath path, String attempt, String reason) {
        return new FileSystemException(path.value(), null, attempt + " on " + target + ": " + reason);
    }

    private static String reason(StatusCode status, String text) {
        return text.isBlank() ? status.toString() : printable(text);
    }

    private static String printable(String text) {
        return text.codePoints()
                .limit(200)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The server knows the request only by name, if at all. */
    static final class UnsupportedRequestException extends FileSystemException {

        private static final long serialVersionUID = 1L;

        UnsupportedRequestException(String file, String reason) {
            super(file, null, reason);
        }
    }
}
