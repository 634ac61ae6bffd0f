package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.verify.ArchiveReport;
import org.walsafe.verify.ArchiveSource;
import org.walsafe.verify.ArchiveVerifier;
import org.walsafe.verify.ArchiveVerifierConfig;
import org.walsafe.verify.BarmanSource;
import org.walsafe.verify.DirectorySource;
import org.walsafe.verify.VerificationLevel;
import org.walsafe.verify.Waivers;
import org.walsafe.verify.report.HtmlReport;
import org.walsafe.verify.report.JsonReport;
import org.walsafe.verify.report.MonitorLine;
import org.walsafe.verify.report.TextReport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code walsafe verify archive}: whether an archive's WAL is all there and can be replayed. */
@Command(
        name = "archive",
        description = {
            "Say whether an archive's WAL is all there, along every timeline, and can be replayed.",
            "",
            "Segments that are missing are in flight when they were received already, wait at PostgreSQL, or are due only"
                    + " now; else they are lost. Waivers accept losses that are known, one a line:",
            "  SEGMENT[..SEGMENT] YYYY-MM-DD AUTHOR REASON",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:good, or what is lost is waived",
            "1:something is lost or damaged",
            "2:it cannot be told: encrypted, unreadable, of an unknown version; or wrong arguments",
            "3:the archive could not be looked at"
        })
final class VerifyArchiveCommand implements Callable<Integer> {

    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    private Place place = new Place();

    @Mixin
    private HostOption host = new HostOption();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "records",
            description = "How closely to look: names, headers, or records (default: ${DEFAULT-VALUE}).")
    private VerificationLevel level = VerificationLevel.RECORDS;

    @Option(
            names = "--in-flight",
            paramLabel = "MINUTES",
            defaultValue = "15",
            description = "How long a missing segment may be on its way, since the one behind it was written"
                    + " (default: ${DEFAULT-VALUE}).")
    private long inFlightMinutes;

    @Option(names = "--waivers", paramLabel = "FILE", description = "Losses that someone has accepted.")
    private @Nullable Path waivers;

    @Option(
            names = "--pgdata",
            paramLabel = "DIRECTORY",
            description = "PostgreSQL's data directory on this machine: what it has marked archived must be there.")
    private @Nullable String dataDirectory;

    @Option(
            names = "--registry",
            paramLabel = "URI",
            description = "Where confirmations are kept: the holes that it records are looked for.")
    private @Nullable String registry;

    @Mixin
    private LedgerOptions ledger = new LedgerOptions();

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with a picture of the archive.")
    private @Nullable Path html;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    VerifyArchiveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Where the archive is. */
    static final class Place {

        @Option(names = "--barman", paramLabel = "DIRECTORY", description = "A server's directory below Barman's home.")
        private @Nullable String barman;

        @Option(names = "--archive", paramLabel = "DIRECTORY", description = "A directory of WAL files.")
        private @Nullable String archive;

        ArchiveSource on(Host opened, HostOption host) throws IOException {
            return barman != null
                    ? new BarmanSource(opened, new BarmanCatalogue(opened, host.resolve(opened, barman)))
                    : new DirectorySource(opened, host.resolve(opened, String.valueOf(archive)));
        }
    }

    @Override
    public Integer call() throws IOException {
        try (Host opened = host.open();
                Host here = new LocalHost();
                WalSafeRegistry holes = registry == null ? null : RegistryAddress.open(registry)) {
            ArchiveVerifierConfig config = configure(place.on(opened, host), here);
            return verify(holes == null ? config : config.withRegistry(holes));
        }
    }

    private ArchiveVerifierConfig configure(ArchiveSource source, Host here) throws IOException {
        ArchiveVerifierConfig config = ArchiveVerifierConfig.of(source)
                .withLevel(level)
                .withThreads(options.threads())
                .withRate(options.rate())
                .withInFlightFor(Duration.ofMinutes(inFlightMinutes));
        if (waivers != null) {
            config = config.withWaivers(Waivers.parse(Files.readString(waivers), waivers.toString()));
        }
        return dataDirectory == null
                ? config
                : config.withServer(
                        new ArchiveStatusDirectory(here, here.files().resolve(dataDirectory), InstantSource.system()));
    }

    private int verify(ArchiveVerifierConfig config) throws IOException {
        return ledger.run(
                terminal, "verify archive", config.source().location(), opened -> report(config.withLedger(opened)));
    }

    private int report(ArchiveVerifierConfig config) throws IOException {
        ArchiveReport report =
                options.watching(terminal, progress -> new ArchiveVerifier(config.withProgress(progress)).verify());
        if (html != null) {
            ReportOptions.write(html, HtmlReport.of(report));
        }
        return options.print(
                terminal,
                json.form(),
                new ReportOptions.Report(
                        () -> TextReport.of(report),
                        () -> JsonReport.of(report),
                        () -> MonitorLine.of(report),
                        report.verdict()));
    }
}
