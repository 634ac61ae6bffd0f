package org.walsafe.host;

/**
 * POSIX permission bits.
 *
 * @param bits the lowest twelve bits of {@code st_mode}
 * @since 0.1.0
 */
public record FileMode(int bits) {

    /** A directory for its owner alone: {@code 0700}. */
    public static final FileMode PRIVATE_DIRECTORY = new FileMode(0700);

    /** A file for its owner alone: {@code 0600}. */
    public static final FileMode PRIVATE_FILE = new FileMode(0600);

    /** Checks that no bit beyond the twelve is set. */
    public FileMode {
        if ((bits & ~07777) != 0) {
            throw new IllegalArgumentException(
                    "permission bits must be within 07777, are 0" + Integer.toOctalString(bits));
        }
    }

    /** Whether group or others may do anything at all. */
    public boolean isOpenToOthers() {
        return (bits & 0077) != 0;
    }

    /** The bits as {@code chmod} takes them, four octal digits. */
    @Override
    public String toString() {
        String octal = Integer.toOctalString(bits);
        return "0000".substring(Math.min(4, octal.length())) + octal;
    }
}
