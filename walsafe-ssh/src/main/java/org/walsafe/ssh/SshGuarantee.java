package org.walsafe.ssh;

/**
 * What {@link org.walsafe.host.HostFiles} promises of published files, in parts, because an SFTP server may not give all of
 * it. OpenSSH 6.5 and later give all.
 *
 * @since 0.1.0
 */
public enum SshGuarantee {
    /** A file's content is on disk before the file gets its name; needs {@code fsync@openssh.com}. */
    FLUSHED_CONTENT("a file that was reported written may be torn or empty after a power failure"),
    /** A file's name is on disk when it is reported; needs {@code fsync@openssh.com} and a directory that can be opened. */
    FLUSHED_NAME("a file that was reported written may be missing after a power failure"),
    /** Of two that publish one name at a time, one is told that it is taken; needs {@code hardlink@openssh.com}. */
    ATOMIC_CLAIM("of two writers of one name at the same moment, one may overwrite the other"),
    /** A reader sees the old file or the new one, never none; needs {@code posix-rename@openssh.com}. */
    ATOMIC_REPLACEMENT("while a file is replaced it may be missing for a moment");

    private final String withoutIt;

    SshGuarantee(String withoutIt) {
        this.withoutIt = withoutIt;
    }

    /** What may happen where this is missing, as a clause. */
    public String withoutIt() {
        return withoutIt;
    }
}
