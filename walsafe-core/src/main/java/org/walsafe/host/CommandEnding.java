package org.walsafe.host;

import java.time.Duration;

/**
 * The ways a command can end that the host could observe. A lost connection is none of them: it is a
 * {@link HostUnreachableException}.
 *
 * @since 0.1.0
 */
public sealed interface CommandEnding {

    /**
     * The command ended by itself.
     *
     * @param status its exit status, 0 to 255
     */
    record Exited(int status) implements CommandEnding {}

    /**
     * The command was ended by a signal.
     *
     * @param signal the signal's name without {@code SIG}, for example {@code KILL}
     */
    record Signalled(String signal) implements CommandEnding {}

    /**
     * The command ran past its deadline and was told to end.
     *
     * @param deadline the deadline it was given
     */
    record TimedOut(Duration deadline) implements CommandEnding {}
}
