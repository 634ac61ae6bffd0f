package org.walsafe.examples.cli;

/**
 * What a {@code walsafe} command ends with. None is above 125, where PostgreSQL would end its archiver.
 *
 * @since 0.1.0
 */
public enum ExitStatus {
    /** It is done, or the answer is yes. */
    DONE(0, "done; for a question: yes"),
    /** It was looked at, and the answer is no. */
    NO(1, "the answer is no: pending, not confirmed, a difference was found"),
    /** What was asked for is wrong, or was refused; a human must look. */
    REFUSED(2, "refused: wrong arguments, a conflict, something invalid"),
    /** Nobody could look or write; the same command may succeed later. */
    UNKNOWN(3, "unknown: could not look, or could not write");

    private final int code;
    private final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** What it means, as a clause. */
    public String meaning() {
        return meaning;
    }

    /** The graver of two endings, for a command that did several things. */
    ExitStatus or(ExitStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The table that every {@code --help} ends with. */
    static String table() {
        StringBuilder table = new StringBuilder("Exit status:\n");
        for (ExitStatus status : values()) {
            table.append("  ")
                    .append(status.code)
                    .append("  ")
                    .append(status.meaning)
                    .append('\n');
        }
        return table.toString();
    }
}
