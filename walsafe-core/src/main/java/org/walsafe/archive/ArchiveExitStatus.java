package org.walsafe.archive;

/**
 * The exit statuses of an {@code archive_command}. PostgreSQL takes 0 for "archived" and every other for "not yet"; above
 * 125 it ends its archiver process ({@code pgarch.c}, 9.2 to 18; for 126 to 128 since 10.7, 11.2 and 12), so none is.
 *
 * @since 0.1.0
 */
public enum ArchiveExitStatus {
    /** PostgreSQL may recycle the file. */
    ARCHIVED(0, "archived: PostgreSQL may recycle the file"),
    /** No confirmation yet; also what a JVM or a shell that broke down ends with. */
    PENDING(1, "pending: the file is not confirmed yet; PostgreSQL keeps it and asks again"),
    /** A human must look. */
    REFUSED(2, "refused: something is wrong that waiting will not mend; PostgreSQL keeps the file"),
    /** Nobody could look. */
    UNKNOWN(3, "unknown: the gate could not look; PostgreSQL keeps the file and asks again");

    private final int code;
    private final String meaning;

    ArchiveExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** {@return the number, 0 to 125} */
    public int code() {
        return code;
    }

    /** {@return what it means, for people} */
    public String meaning() {
        return meaning;
    }

    /**
     * {@return the status that tells PostgreSQL of a decision}
     *
     * @param decision the decision
     */
    public static ArchiveExitStatus of(ArchiveDecision decision) {
        if (decision.letsGo()) {
            return ARCHIVED;
        }
        if (decision instanceof ArchiveDecision.Pending) {
            return PENDING;
        }
        return decision instanceof ArchiveDecision.Refused ? REFUSED : UNKNOWN;
    }

    /** {@return the table of all of them, a line each, for {@code --help}} */
    public static String table() {
        StringBuilder table = new StringBuilder();
        for (ArchiveExitStatus status : values()) {
            table.append("  ")
                    .append(status.code)
                    .append("  ")
                    .append(status.meaning)
                    .append('\n');
        }
        return table.toString();
    }
}
