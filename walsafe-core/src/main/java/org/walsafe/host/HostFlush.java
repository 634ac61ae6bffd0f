package org.walsafe.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Flushes files and directories that others wrote to a host's disk, by the {@code sync} command: coreutils 8.24 and newer
 * flush what they are given, older ones and others everything.
 *
 * <p>What {@link HostFiles#publish} wrote needs none of this.
 *
 * @since 0.1.0
 */
public final class HostFlush {

    private HostFlush() {}

    /**
     * Flushes files and directories. Blocks until they are on disk.
     *
     * @param host the machine they are on
     * @param paths the files and directories, one at least
     * @throws HostUnreachableException when the host or the connection to it failed
     * @throws IOException when not all of them were flushed
     */
    public static void flush(Host host, Collection<HostPath> paths) throws IOException {
        List<String> words = new ArrayList<>(List.of("sync", "--"));
        paths.forEach(path -> words.add(path.value()));
        CommandResult result = host.run(Command.of(words.toArray(String[]::new)), OutputStream.nullOutputStream());
        if (!result.succeeded()) {
            throw new IOException(
                    "'sync' on " + host.name() + ", for " + paths.iterator().next()
                            + (paths.size() == 1 ? "" : " and others") + ", "
                            + result.ending().describe() + ": "
                            + result.stderrTail().strip());
        }
    }
}
