package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks for a server in a data directory, by {@code postmaster.pid}, whose first line is its process (all versions).
 *
 * <p>Thread-safe: no state.
 *
 * @since 0.1.0
 */
public final class RunningServer {

    private static final int LONGEST_LINE = 20;

    private RunningServer() {}

    /**
     * The server of a data directory.
     *
     * @param dataDirectory the directory; need not be there
     * @return its process, if one of that number is running on this machine, whatever it is
     * @throws IOException when nobody could look
     */
    public static Optional<Long> in(Path dataDirectory) throws IOException {
        byte[] beginning;
        try (var file = Files.newInputStream(dataDirectory.resolve("postmaster.pid"))) {
            beginning = file.readNBytes(LONGEST_LINE);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        String line = new String(beginning, StandardCharsets.US_ASCII)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        if (!line.matches("-?[0-9]{1,18}")) {
            return Optional.empty();
        }
        long process = Math.abs(Long.parseLong(line)); // negative: a single-user server
        return ProcessHandle.of(process).map(ProcessHandle::pid);
    }
}
