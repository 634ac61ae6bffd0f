package org.walsafe.jdbc;

import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.walsafe.host.ShellWord;

/**
 * A POSIX shell script that a PostgreSQL server runs for us as its own user, by {@code COPY … TO PROGRAM} (9.3 and newer).
 * It gets no input, its output goes to the server's log, and its exit status is all that comes back. No WAL is written,
 * and a standby runs it too.
 */
enum ServerScript {
    /** Checks the directory {@code $1}: every other script begins so. */
    CHECK("server-check.sh"),
    /** Writes the marker {@code $2} with the content {@code $3}, octal for {@code printf}, unless it is there. */
    PUT("server-check.sh", "server-put.sh"),
    /** Removes the marker {@code $2}. */
    REMOVE("server-check.sh", "server-remove.sh");

    static final int DONE = 0;
    /** For {@link #PUT}: something is there, flushed where it is a file; for {@link #REMOVE}: nothing is there. */
    static final int AS_IT_WAS = 10;

    static final int NO_DIRECTORY = 11;
    static final int OPEN_TO_OTHERS = 12;
    static final int NOT_WRITTEN = 13;
    static final int NOT_FLUSHED = 14;

    private static final Pattern LAST_NUMBER = Pattern.compile("([0-9]{1,3})[^0-9]*$");

    private final String text;

    ServerScript(String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            all.append(BundledText.of(part));
        }
        this.text = all.toString();
    }

    /**
     * Runs it on the server's machine.
     *
     * @return its exit status
     */
    int run(Session session, String... arguments) throws SQLException {
        StringBuilder program = new StringBuilder("set --");
        for (String argument : arguments) {
            program.append(' ').append(ShellWord.quote(argument));
        }
        program.append('\n').append(text);
        try {
            session.execute("COPY (SELECT 1 WHERE false) TO PROGRAM " + literal(program.toString()));
            return DONE;
        } catch (PSQLException e) {
            OptionalInt status = exitStatus(e);
            if (status.isPresent()) {
                return status.getAsInt();
            }
            throw e;
        }
    }

    /** The number in the failure's detail, however translated; before 9.4 the failure has no SQLSTATE of its own. */
    private static OptionalInt exitStatus(PSQLException failure) {
        boolean ofProgram = SqlFailure.is(failure, SqlFailure.EXTERNAL_ROUTINE_EXCEPTION)
                || SqlFailure.is(failure, SqlFailure.INTERNAL_ERROR);
        ServerErrorMessage message = failure.getServerErrorMessage();
        Matcher number = LAST_NUMBER.matcher(String.valueOf(message == null ? "" : message.getDetail()));
        return ofProgram && number.find() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    /** In the form that means the same whatever {@code standard_conforming_strings} says. */
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
