package org.walsafe.barman;

import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;

/**
 * The light form of the hook: one line of POSIX shell that only drops the WAL file's name into a spool directory, where a
 * resident confirmer finds it ({@link HookSpool}). It takes a millisecond and no connection, where a JVM takes a tenth of a
 * second.
 *
 * <p>What it drops is a hint to look, never a confirmation. So it serves in {@code post_archive_retry_script} and in
 * {@code post_archive_script} alike, nothing of it is flushed to disk, and what it fails to drop is lost without harm.
 *
 * <p>Nothing that is there is overwritten, so that a link which somebody put into the spool costs no file its content.
 *
 * <p>Immutable and thread-safe.
 *
 * @param spool the directory; must exist, and Barman's user must be able to write to it
 * @since 0.1.0
 */
public record HookScript(HostPath spool) {

    /**
     * Checks that the path can stand in Barman's configuration.
     *
     * @throws IllegalArgumentException when it holds a line break, which no line can hold
     */
    public HookScript {
        if (spool.value().indexOf('\n') >= 0 || spool.value().indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the spool directory's path must not hold a line break");
        }
    }

    /**
     * The line as the shell takes it. It ends with 0, or with 62 ("give up") when the name cannot be that of a file or could
     * not be dropped; never with a code that makes Barman repeat it.
     *
     * @return one line
     */
    public String line() {
        return "case ${BARMAN_SEGMENT:-.} in *[!0-9A-Za-z.]*|.*) exit 62;; esac; true >> "
                + ShellWord.quote(spool.value() + "/")
                + "\"$BARMAN_SEGMENT\" || exit 62";
    }

    /**
     * The line of Barman's server file. Barman reads {@code %%} as one percent sign, and would take the quotes away from a
     * value that both begins and ends with one; this one does not.
     *
     * @return {@code post_archive_retry_script = …}
     */
    public String configurationLine() {
        return "post_archive_retry_script = " + BarmanConfiguration.value(line());
    }
}
