package org.walsafe.examples.restore;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.walsafe.examples.postgres.EmbeddedPostgres;

/** What {@code walsafe restore} leaves running for a while, to fetch ahead for a server that recovers. */
public final class Prefetchers {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Prefetchers() {}

    /** Ends what fetches ahead for a server. */
    public static void end(EmbeddedPostgres server) throws IOException {
        Path spools = server.data().resolveSibling(server.data().getFileName() + ".walsafe-spool");
        if (Files.isDirectory(spools)) {
            try (Stream<Path> ofServer = Files.list(spools)) {
                ofServer.map(spool -> spool.resolve("prefetcher")).forEach(Prefetchers::endProcess);
            }
        }
    }

    private static void endProcess(Path note) {
        try {
            long pid = Long.parseLong(Files.readString(note).strip());
            ProcessHandle.of(pid).ifPresent(process -> {
                process.destroy();
                await().atMost(PATIENCE).until(() -> !process.isAlive());
            });
        } catch (IOException ended) {
            // by itself
        }
    }
}
