package org.walsafe.examples.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.connection.ConnectionString;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.DriverUrl;
import org.walsafe.jdbc.PostgresInspection;
import org.walsafe.jdbc.PostgresInspector;
import org.walsafe.jdbc.ServerNotInspectedException;
import org.walsafe.jdbc.SqlArchiveStatus;
import org.walsafe.jdbc.doctor.ArchiveProbe;
import org.walsafe.jdbc.doctor.BarmanChecks;
import org.walsafe.jdbc.doctor.BarmanFacts;
import org.walsafe.jdbc.doctor.DoctorFigures;
import org.walsafe.jdbc.doctor.DoctorFinding;
import org.walsafe.jdbc.doctor.DoctorLimits;
import org.walsafe.jdbc.doctor.RegistryChecks;
import org.walsafe.jdbc.doctor.ServerChecks;
import org.walsafe.jdbc.doctor.Severity;
import org.walsafe.registry.WalSafeRegistry;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code walsafe doctor}: says what is wrong with an archiving set-up. */
@Command(
        name = "doctor",
        description = {
            "Look at a PostgreSQL server, the registry of its confirmations and Barman, and say what is wrong and how to mend"
                    + " it. Nothing is changed, except that --probe has the server complete a segment.",
            "",
            "The server is asked over SQL; to see what waits to be archived, its role needs pg_monitor (12 and newer),"
                    + " superuser up to 10. Its password belongs into ~/.pgpass; one in Barman's conninfo is not used."
        },
        exitCodeListHeading = "%nExit status, which is also that of a Nagios plug-in:%n",
        exitCodeList = {
            "0:all is well, or there are notices only",
            "1:there are warnings",
            "2:something is critical, or wrong arguments",
            "3:the server or Barman could not be asked"
        })
final class DoctorCommand implements Callable<Integer> {

    private static final DoctorLimits LIMITS = DoctorLimits.DEFAULT;

    private final Terminal terminal;
    private final List<DoctorFinding> findings = new ArrayList<>();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "A database of the server, as in jdbc:postgresql://host/postgres; without it, that of Barman's"
                            + " conninfo.")
    private @Nullable String server;

    @Option(names = "--registry", paramLabel = "URI", description = "Where its confirmations are kept.")
    private @Nullable String registry;

    @Option(
            names = "--streaming-user",
            paramLabel = "ROLE",
            description = "Whom WAL is streamed as; without it, the user of Barman's streaming_conninfo.")
    private @Nullable String streamingUser;

    @Option(
            names = "--probe",
            description = "Have the server complete a segment, and wait for its confirmation; needs --registry.")
    private boolean probe;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the probe may take (default: ${DEFAULT-VALUE}).")
    private int patience;

    @ArgGroup(exclusive = false, heading = "%nTo look at Barman, too:%n")
    private @Nullable BarmanOption barman;

    @Mixin
    private HostOption host = new HostOption();

    @Option(names = "--nagios", description = "Print one line with performance data, as a Nagios plug-in does.")
    private boolean nagios;

    @Mixin
    private JsonOption json = new JsonOption();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (probe && registry == null) {
            throw new IllegalArgumentException("--probe needs --registry");
        }
        try {
            return examine().code();
        } catch (ServerNotInspectedException e) {
            return notAsked(new Complaint(String.valueOf(e.getMessage()), e.hint(), ExitStatus.UNKNOWN))
                    .code();
        } catch (IOException e) {
            return notAsked(Complaint.of("doctor", e)).code();
        }
    }

    private ExitStatus examine() throws IOException, InterruptedException {
        Optional<BarmanFacts> facts = barman == null ? Optional.empty() : Optional.of(barman.ask(host));
        try (Database database = DatabaseAddress.open(url(facts))) {
            PostgresInspector inspector = new PostgresInspector(database);
            PostgresInspection inspection = inspector.inspect();
            findings.addAll(ServerChecks.examine(inspection, Instant.now(), LIMITS));
            facts.ifPresent(told -> findings.addAll(BarmanChecks.examine(inspection, told)));
            streamingUser(facts)
                    .flatMap(role -> ServerChecks.streaming(role, inspector.mayStream(role)))
                    .ifPresent(findings::add);
            return show(examineRegistry(inspection, database));
        }
    }

    /** Nagios reads what is printed, and not what is complained of. */
    private ExitStatus notAsked(Complaint complaint) {
        if (!nagios) {
            return terminal.complain("doctor", complaint);
        }
        terminal.print(Terminal.Form.TEXT, "WALSAFE UNKNOWN - " + onePart(complaint.sentences()), Map.of());
        return complaint.ending();
    }

    private String url(Optional<BarmanFacts> facts) {
        if (server != null) {
            return server;
        }
        return facts.flatMap(told -> told.server().field("conninfo"))
                .map(conninfo -> DriverUrl.of(ConnectionString.parse(conninfo)))
                .orElseThrow(() -> new IllegalArgumentException("--server is needed, or --barman-server"));
    }

    private Optional<String> streamingUser(Optional<BarmanFacts> facts) {
        return Optional.ofNullable(streamingUser)
                .or(() -> facts.flatMap(told -> told.server().field("streaming_conninfo"))
                        .flatMap(conninfo -> ConnectionString.parse(conninfo).get("user")));
    }

    /** A registry that cannot be opened is a finding like others. */
    private DoctorFigures examineRegistry(PostgresInspection inspection, Database database)
            throws IOException, InterruptedException {
        DoctorFigures figures = DoctorFigures.of(inspection);
        if (registry == null) {
            return figures;
        }
        SqlArchiveStatus status = new SqlArchiveStatus(database, InstantSource.system());
        try (WalSafeRegistry opened = RegistryAddress.open(registry)) {
            if (inspection.pending().seen().isPresent()) {
                ArchiveStatusListing listing = status.read();
                findings.addAll(RegistryChecks.examine(opened, status.cluster().systemIdentifier(), listing));
                figures = figures.with(opened, status, listing, inspection.time());
            }
            if (probe) {
                findings.add(new ArchiveProbe(database, opened).run(Duration.ofSeconds(patience)));
            }
        } catch (WalSafeException e) {
            findings.add(RegistryChecks.unusable(e));
        }
        return figures;
    }

    private ExitStatus show(DoctorFigures figures) {
        findings.sort(Comparator.comparing(DoctorFinding::severity).reversed());
        if (nagios) {
            terminal.print(Terminal.Form.TEXT, nagiosLine(figures), Map.of());
        } else {
            findings.forEach(this::show);
            if (findings.isEmpty()) {
                terminal.print(json.form(), "all is well", Map.of("severity", "OK"));
            }
        }
        return statusOf(findings);
    }

    private void show(DoctorFinding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", finding.severity().name());
        fields.put("check", finding.check());
        fields.put("sentence", finding.sentence());
        fields.put("mend", finding.mend());
        terminal.print(json.form(), finding.toString(), fields);
    }

    private static ExitStatus statusOf(List<DoctorFinding> findings) {
        ExitStatus worst = ExitStatus.DONE;
        for (DoctorFinding finding : findings) {
            worst = worst.or(
                    switch (finding.severity()) {
                        case NOTICE -> ExitStatus.DONE;
                        case WARNING -> ExitStatus.NO;
                        case CRITICAL -> ExitStatus.REFUSED;
                    });
        }
        return worst;
    }

    private String nagiosLine(DoctorFigures figures) {
        Optional<DoctorFinding> worst = findings.stream()
                .filter(finding -> finding.severity() != Severity.NOTICE)
                .findFirst();
        String data = figures.perfdata(LIMITS);
        return "WALSAFE " + worst.map(finding -> finding.severity().name()).orElse("OK") + " - "
                + worst.map(finding -> onePart(finding.sentence())).orElse("nothing waits for long")
                + (data.isEmpty() ? "" : " | " + data);
    }

    /** Nagios takes what follows a bar for figures, and another line for more. */
    private static String onePart(String text) {
        return PrintableText.onOneLine(text.replace('|', '/'));
    }
}
