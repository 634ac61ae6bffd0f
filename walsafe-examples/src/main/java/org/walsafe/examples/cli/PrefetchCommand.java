package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.walsafe.host.HostPath;
import org.walsafe.restore.ClusterInRecovery;
import org.walsafe.restore.HoleChecks;
import org.walsafe.restore.PartialRetrieval;
import org.walsafe.restore.PrefetchSettings;
import org.walsafe.restore.Prefetcher;
import org.walsafe.restore.RestoreLimits;
import org.walsafe.restore.Spool;
import org.walsafe.restore.WalRestorer;

/** {@code walsafe prefetch}: stays, and keeps the next segments ready for {@code walsafe restore --parallel}, which starts it. */
final class PrefetchCommand {

    static final String NAME = "prefetch";

    private static final String HELP =
            """
            Usage: walsafe prefetch [OPTIONS] HOST SERVER

            Keeps the next segments of the server in whose data directory it runs ready in the spool, and
            ends when nobody has asked for a minute. 'walsafe restore --parallel JOBS' starts it, with its
            own options; see there.

            """;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PrefetchCommand() {}

    static int run(String[] words, Terminal terminal) {
        try {
            RestoreOptions options = RestoreOptions.parse(words, RestoreOptions.Operands.ARCHIVE);
            if (options.wantsHelp()) {
                terminal.out().print(HELP + ExitStatus.table());
                return ExitStatus.DONE.code();
            }
            return UntilTold.run(() -> prefetch(options, Path.of("").toRealPath()));
        } catch (InterruptedException told) {
            return ExitStatus.DONE.code();
        } catch (IOException | RuntimeException e) {
            return terminal.complain(NAME, e).code();
        }
    }

    private static int prefetch(RestoreOptions options, Path directory) throws IOException, InterruptedException {
        HostPath dataDirectory = HostPath.of(directory.toString());
        try (RestoreSources sources = new RestoreSources(options, PartialRetrieval.EXCLUDED)) {
            ClusterInRecovery cluster = ClusterInRecovery.in(sources.here().files(), dataDirectory);
            WalRestorer restorer = sources.restorer()
                    .cluster(cluster)
                    .records(options.recordChecks())
                    .unknownVersions(options.unknownVersions())
                    .holes(HoleChecks.NONE)
                    .limits(RestoreLimits.patience(PATIENCE))
                    .build();
            Spool spool = new Spool(Spool.directory(
                    dataDirectory,
                    options.spoolRoot(),
                    cluster.systemIdentifier().orElseThrow(),
                    options.archiveWords()));
            new Prefetcher(
                            restorer,
                            sources.here().files(),
                            spool,
                            cluster.geometry(),
                            PrefetchSettings.ahead(Math.max(1, options.jobs())))
                    .run(dataDirectory.child(Files.isDirectory(directory.resolve("pg_wal")) ? "pg_wal" : "pg_xlog"));
            return ExitStatus.DONE.code();
        }
    }
}
