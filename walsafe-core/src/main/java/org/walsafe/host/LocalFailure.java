package org.walsafe.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says of a failed file operation what was tried, with which path and where, and keeps the type that callers go by. */
final class LocalFailure {

    private LocalFailure() {}

    /**
     * The failure {@code cause}, told in full.
     *
     * @param attempt what could not be done, to follow the path, for example {@code cannot be read}
     */
    static IOException of(HostPath path, String attempt, IOException cause) {
        String file = path.value();
        String where = attempt + " on " + LocalHost.NAME + ": ";
        FileSystemException told;
        if (cause instanceof NoSuchFileException) {
            told = new NoSuchFileException(file, null, where + "no such file or directory");
        } else if (cause instanceof AccessDeniedException) {
            told = new AccessDeniedException(file, null, where + "permission denied");
        } else if (cause instanceof FileAlreadyExistsException) {
            told = new FileAlreadyExistsException(file, null, where + "something has the name already");
        } else {
            told = new FileSystemException(file, null, where + reason(cause));
        }
        told.initCause(cause);
        return told;
    }

    /** A refusal that no system call gave. */
    static IOException because(HostPath path, String attempt, String reason) {
        return new FileSystemException(path.value(), null, attempt + " on " + LocalHost.NAME + ": " + reason);
    }

    private static String reason(IOException cause) {
        String reason = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
