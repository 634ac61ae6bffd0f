package org.walsafe.examples.archiver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.walsafe.registry.WalSafeRegistry;

/**
 * The archiver as a process of its own, until it is killed.
 *
 * @since 0.1.0
 */
public final class Main {

    private static final long PAUSE_NANOS = 200_000_000L;

    private Main() {}

    /**
     * Archives for ever.
     *
     * @param arguments {@code pg_wal}, the archive's directory, the registry's URI
     * @throws IOException when a file cannot be archived
     */
    public static void main(String[] arguments) throws IOException {
        Path walDirectory = Path.of(arguments[0]);
        Path archive = Path.of(arguments[1]);
        try (WalSafeRegistry registry = WalSafeRegistry.open(URI.create(arguments[2]));
                CopyingArchiver archiver =
                        new CopyingArchiver(walDirectory, archive, registry, InstantSource.system())) {
            while (!Thread.interrupted()) {
                archiver.pass().forEach(file -> System.out.println(file + " archived and confirmed"));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
