package org.walsafe.ssh;

/**
 * How a command line is handed to the remote login shell.
 *
 * @since 0.1.0
 */
public enum CommandFraming {
    /**
     * Behind an {@code echo} of a marker line. Whatever the shell's start-up files print to standard output before it is
     * dropped, so that it does not end up in a WAL file.
     */
    MARKED,
    /** As it is: for accounts whose {@code authorized_keys} or {@code ForceCommand} looks at the command line. */
    BARE
}
