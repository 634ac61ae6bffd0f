package org.walsafe.host;

/**
 * How a command ended and the last it said on standard error.
 *
 * @param ending how it ended
 * @param stderrTail the end of its standard error, at most {@link #STDERR_TAIL_CHARACTERS} characters
 * @since 0.1.0
 */
public record CommandResult(CommandEnding ending, String stderrTail) {

    /** How much of a command's standard error is kept. */
    public static final int STDERR_TAIL_CHARACTERS = 8192;

    /** Whether the command ended by itself with exit status 0. */
    public boolean succeeded() {
        return ending instanceof CommandEnding.Exited exited && exited.status() == 0;
    }
}
