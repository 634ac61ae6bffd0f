package org.walsafe.host;

import java.time.Duration;

/**
 * The ways a command can end that the host could observe. A lost connection is none of them: it is a
 * {@link HostUnreachableException}.
 *
 * @since 0.1.0
 */
public sealed interface CommandEnding {

    /** The ending as a clause to follow the command's name, for example {@code ended with exit status 3}. */
    String describe();

    /**
     * The command ended by itself. Where a shell stands between, or Java, a command ended by signal n also looks like one
     * that ended by itself, with status 128 + n.
     *
     * @param status its exit status, 0 to 255
     */
    record Exited(int status) implements CommandEnding {
        @Override
        public String describe() {
            return "ended with exit status " + status;
        }
    }

    /**
     * The command was ended by a signal.
     *
     * @param signal the signal's name without {@code SIG}, for example {@code KILL}
     */
    record Signalled(String signal) implements CommandEnding {
        @Override
        public String describe() {
            return "was ended by signal " + signal;
        }
    }

    /**
     * The command ran past its deadline and was told to end.
     *
     * @param deadline the deadline it was given
     */
    record TimedOut(Duration deadline) implements CommandEnding {
        @Override
        public String describe() {
            return "did not end within " + deadline.toMillis() + " ms and was told to";
        }
    }
}
