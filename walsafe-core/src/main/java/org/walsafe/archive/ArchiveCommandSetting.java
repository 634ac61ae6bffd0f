package org.walsafe.archive;

import java.util.List;
import org.walsafe.error.PrintableText;
import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;

/**
 * The value of PostgreSQL's setting {@code archive_command}, quoted for where it is to be written.
 *
 * <p>PostgreSQL replaces {@code %p} and {@code %f} in it, and {@code %%} by one percent sign; since 16 it refuses any other
 * use of {@code %}. Up to 15 it cuts the command at 1023 bytes in silence, so a value that could grow longer is refused
 * here.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the setting's value, not quoted
 * @since 0.1.0
 */
public record ArchiveCommandSetting(String value) {

    /** {@code MAXPGPATH}, less its final NUL, less what {@code %p} and {@code %f} become at most. */
    private static final int LONGEST_VALUE = 1023 - 2 * 64;

    /** Checks the value's length and that it is one printable line. */
    public ArchiveCommandSetting {
        requirePrintable(value);
        if (value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException("an archive_command may have " + LONGEST_VALUE
                    + " characters, or PostgreSQL up to 15 would cut it; this has " + value.length());
        }
    }

    /**
     * {@return the command that reads the {@code sh} gate into the shell that PostgreSQL starts anyway, instead of starting a
     * second one; a missing script then ends with 1 or 2, not with 127, which ends PostgreSQL's archiver}
     *
     * @param script the script of {@link GateScript}, on PostgreSQL's host
     * @throws IllegalArgumentException when the path holds control characters or is too long
     */
    public static ArchiveCommandSetting sourcing(HostPath script) {
        return new ArchiveCommandSetting("set -- \"%p\" \"%f\"; . " + escaped(ShellWord.quote(script.value())));
    }

    /**
     * {@return the command that runs a program with {@code %p} and {@code %f} as its last arguments; if the program is
     * missing or killed, the status is 1, because above 125 it would end PostgreSQL's archiver}
     *
     * @param words the program, and the arguments before those two
     * @throws IllegalArgumentException when a word holds control characters, or all are too long
     */
    public static ArchiveCommandSetting running(List<String> words) {
        return new ArchiveCommandSetting(escaped(ShellWord.commandLine(words)) + " \"%p\" \"%f\" || exit 1");
    }

    /** {@return the line for {@code postgresql.conf}} */
    public String confLine() {
        return "archive_command = '" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** {@return the statement that sets it on a running server, for a superuser (9.4 and newer)} */
    public String sqlStatement() {
        String prefix = value.indexOf('\\') < 0 ? "'" : "E'";
        return "ALTER SYSTEM SET archive_command = " + prefix
                + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static String escaped(String words) {
        return words.replace("%", "%%");
    }

    static void requirePrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new IllegalArgumentException("a path or command for PostgreSQL must not hold control characters: "
                        + PrintableText.quoted(text));
            }
        }
    }
}
