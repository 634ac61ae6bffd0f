package org.walsafe.archive;

/**
 * Somebody's word that they know what a dangerous setting does, and want it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param who who takes responsibility
 * @param why the reason they give
 * @since 0.1.0
 */
public record Acknowledgement(String who, String why) {

    private static final int MAXIMUM_LENGTH = 500;

    /** Checks that both are there and can stand on one printable line of a record. */
    public Acknowledgement {
        requireLine("who", who);
        requireLine("why", why);
    }

    private static void requireLine(String what, String text) {
        boolean printable = !text.isBlank();
        for (int i = 0; printable && i < text.length(); i++) {
            printable = text.charAt(i) >= ' ' && text.charAt(i) <= '~';
        }
        if (!printable || text.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("an acknowledgement must say " + what + ", in 1 to " + MAXIMUM_LENGTH
                    + " printable ASCII characters");
        }
    }
}
