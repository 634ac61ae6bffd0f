package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Everything that one call of {@code walsafe bench} found.
 *
 * <p>Immutable and thread-safe.
 *
 * @param when when it was measured
 * @param machine where
 * @param peers the programs that were looked for
 * @param attempts what came of each contest, in order
 * @since 0.1.0
 */
public record BenchReport(Instant when, Machine machine, List<Peer> peers, List<Attempt> attempts) {

    /** Copies the lists. */
    public BenchReport {
        peers = List.copyOf(peers);
        attempts = List.copyOf(attempts);
    }

    /**
     * Writes {@code bench.md} and {@code bench.svg}, over older ones. Blocks as long as the disk does.
     *
     * @param directory where; made if it is not there
     * @throws IOException when that fails
     */
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("bench.md"), BenchPage.of(this));
        Files.writeString(directory.resolve("bench.svg"), RatioChart.of(this));
    }
}
