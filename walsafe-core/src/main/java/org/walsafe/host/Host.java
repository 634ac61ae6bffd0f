package org.walsafe.host;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A machine on which commands run and files are kept, local or remote.
 *
 * <p>Everything WalSafe does on another machine goes through the few primitives of this interface and of
 * {@link HostFiles}, so a transport is complete when it implements both and passes {@code HostContract}.
 *
 * <p>Implementations are thread-safe. Every method may block, for as long as the deadline of the command or the
 * transport's own operation timeout allows. Use after {@link #close()} throws {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public interface Host extends AutoCloseable {

    /** The host's name for messages, for example {@code localhost} or {@code postgres@pg:22}; never holds a secret. */
    String name();

    /**
     * Runs a command to its end, its standard output going to {@code stdout} as it arrives.
     *
     * <p>How the command ended is in the result, also when it failed, was killed or ran past its deadline. A program that
     * is not there ends with exit status 127, one that may not be executed with 126, as shells have it (POSIX.1-2017, Shell
     * 2.8.2). The stream is used by the calling thread only, and not closed.
     *
     * @throws HostUnreachableException when the host or the connection to it failed, so that nothing is known of the
     *     command's ending
     * @throws IOException when the command could not be started, its input could not be produced, or {@code stdout}
     *     refused the bytes; a command that had begun is then killed
     */
    CommandResult run(Command command, OutputStream stdout) throws IOException;

    /** The files of this host. */
    HostFiles files();

    /** Releases connections and threads; idempotent, never throws. */
    @Override
    void close();
}
