package org.walsafe.host;

/**
 * What a directory entry is, symbolic links not followed.
 *
 * @since 0.1.0
 */
public enum FileKind {
    /** A regular file. */
    REGULAR,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link, wherever it points. */
    SYMBOLIC_LINK,
    /** A socket, pipe, device, or a kind the host does not tell. */
    OTHER
}
