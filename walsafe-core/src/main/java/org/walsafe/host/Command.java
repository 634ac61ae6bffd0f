package org.walsafe.host;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/**
 * A command to run on a {@link Host}: its words, what it reads, and how long it may take.
 *
 * <p>The words are passed as they are; a host that needs a shell quotes them with {@link ShellWord}. Immutable, but a
 * {@link Stdin} may be used only once.
 *
 * @param words the program and its arguments, at least one; none may hold a NUL character
 * @param stdin what the command reads from its standard input
 * @param deadline how long the command may take, from its start to the end of its output
 * @since 0.1.0
 */
public record Command(List<String> words, Stdin stdin, Duration deadline) {

    /** A minute: the deadline of a command that was given none. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(1);

    /** Writes what the command reads; the stream is closed by the host afterwards. */
    @FunctionalInterface
    public interface Stdin {

        /** No input: the command reads end of file at once. */
        Stdin NONE = stdin -> {};

        /**
         * Writes the command's whole input.
         *
         * @throws IOException when the command stopped reading, or the input could not be produced
         */
        void writeTo(OutputStream stdin) throws IOException;
    }

    /** Checks the words and the deadline. */
    public Command {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least one word");
        }
        for (String word : words) {
            if (word.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a word of the command " + words.get(0) + " holds a NUL character");
            }
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be > 0, is " + deadline);
        }
    }

    /** A command without input and with the {@linkplain #DEFAULT_DEADLINE default deadline}. */
    public static Command of(String... words) {
        return new Command(List.of(words), Stdin.NONE, DEFAULT_DEADLINE);
    }

    /** The same command with another deadline. */
    public Command within(Duration newDeadline) {
        return new Command(words, stdin, newDeadline);
    }

    /** The same command reading {@code newStdin}. */
    public Command reading(Stdin newStdin) {
        return new Command(words, newStdin, deadline);
    }
}
