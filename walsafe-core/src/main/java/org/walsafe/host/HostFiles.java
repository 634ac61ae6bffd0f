package org.walsafe.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The files of a {@link Host}: what it takes to read an archive and to keep a registry, and no more.
 *
 * <p>Errors keep apart what must not be confused. {@link java.nio.file.NoSuchFileException} means the host looked and
 * the name is not there; {@link java.nio.file.AccessDeniedException} that it may not look or write;
 * {@link HostUnreachableException} that nobody could look. Every message names the host and the path.
 *
 * <p>A published file appears under its final name whole and durable or not at all: written under a temporary name in
 * the same directory, flushed, moved or linked, and the directory flushed. Temporary names begin with
 * {@value #TEMPORARY_PREFIX}.
 *
 * <p>Thread-safe; every method blocks.
 *
 * @since 0.1.0
 */
public interface HostFiles {

    /** How the temporary names of unfinished files begin; the rest is a random number in hexadecimal. */
    String TEMPORARY_PREFIX = ".walsafe-";

    /** {@return whether an unfinished file may have this name} */
    static boolean isTemporary(String name) {
        int digits = name.length() - TEMPORARY_PREFIX.length();
        return digits >= 1
                && digits <= 16
                && name.startsWith(TEMPORARY_PREFIX)
                && name.chars()
                        .skip(TEMPORARY_PREFIX.length())
                        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /**
     * The path meant by {@code text}: absolute as it stands, or {@code ~/…} below the home directory of the user that
     * acts on the host.
     *
     * @throws IllegalArgumentException when {@code text} is neither, or not a plain path
     * @throws IOException when the home directory cannot be learned
     */
    HostPath resolve(String text) throws IOException;

    /**
     * What stands at {@code path} (a symbolic link is not followed), or empty when the host looked and nothing is there.
     *
     * @throws IOException when the host could not look
     */
    Optional<FileStatus> status(HostPath path) throws IOException;

    /**
     * Shows every name in {@code directory} to {@code visitor}, without keeping the listing in memory.
     *
     * @throws IOException when the directory is not there or cannot be read to its end
     */
    void list(HostPath directory, DirectoryVisitor visitor) throws IOException;

    /**
     * Opens {@code file} for reading from {@code offset} bytes on; the caller closes the stream. A symbolic link as the
     * last step is refused.
     *
     * @throws IOException when it is not there, is not a regular file, or may not be read
     */
    InputStream read(HostPath file, long offset) throws IOException;

    /**
     * Creates {@code directory} with {@code mode}; does nothing when a directory is there already.
     *
     * @throws IOException when it cannot be created, or something else has the name
     */
    void createDirectory(HostPath directory, FileMode mode) throws IOException;

    /**
     * Publishes one file of any size, mode {@code 0600}. What {@code content} throws comes through as it is.
     *
     * @throws IOException when it could not be written; then nothing is left under the final name that was not there
     *     before
     */
    PublishOutcome publish(HostPath file, ContentWriter content, PublishMode mode) throws IOException;

    /**
     * Publishes small files into one directory, flushing the directory once; the outcomes are in the order of
     * {@code files}.
     *
     * @throws IOException when one could not be written; those before it may be published, and publishing all again is
     *     harmless
     */
    List<PublishOutcome> publishAll(HostPath directory, List<NewFile> files, PublishMode mode) throws IOException;

    /**
     * Deletes a file, durably. A directory is not deleted.
     *
     * @return whether it was there
     * @throws IOException when it could not be deleted, or nobody could look
     */
    boolean delete(HostPath file) throws IOException;
}
