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
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.PendingFiles;
import org.walsafe.jdbc.PostgresInspection;
import org.walsafe.jdbc.PostgresInspector;
import org.walsafe.jdbc.ServerNotInspectedException;
import org.walsafe.jdbc.SqlArchiveStatus;
import org.walsafe.jdbc.doctor.DoctorFinding;
import org.walsafe.jdbc.doctor.DoctorLimits;
import org.walsafe.jdbc.doctor.RegistryChecks;
import org.walsafe.jdbc.doctor.ServerChecks;
import org.walsafe.jdbc.doctor.Severity;
import org.walsafe.registry.WalSafeRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code walsafe doctor}: says what is wrong with an archiving set-up. */
@Command(
        name = "doctor",
        description = {
            "Look at a PostgreSQL server, and at the registry of its confirmations, and say what is wrong and how to mend it."
                    + " Nothing is changed.",
            "",
            "The server is asked over SQL; to see what waits to be archived, its role needs pg_monitor (12 and newer),"
                    + " superuser up to 10. Its password belongs into ~/.pgpass."
        },
        exitCodeListHeading = "%nExit status, which is also that of a Nagios plug-in:%n",
        exitCodeList = {
            "0:all is well, or there are notices only",
            "1:there are warnings",
            "2:something is critical, or wrong arguments",
            "3:the server could not be asked"
        })
final class DoctorCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            description = "A database of the server, as in jdbc:postgresql://host/postgres.")
    private String server = "";

    @Option(names = "--registry", paramLabel = "URI", description = "Where its confirmations are kept.")
    private @Nullable String registry;

    @Option(names = "--nagios", description = "Print one line with performance data, as a Nagios plug-in does.")
    private boolean nagios;

    @Mixin
    private JsonOption json = new JsonOption();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (Database database = DatabaseAddress.open(server)) {
            PostgresInspection inspection;
            try {
                inspection = new PostgresInspector(database).inspect();
            } catch (ServerNotInspectedException e) {
                return terminal.complain(
                                "doctor", new Complaint(String.valueOf(e.getMessage()), e.hint(), ExitStatus.UNKNOWN))
                        .code();
            }
            List<DoctorFinding> findings =
                    new ArrayList<>(ServerChecks.examine(inspection, Instant.now(), DoctorLimits.DEFAULT));
            if (registry != null && inspection.pending().seen().isPresent()) {
                findings.addAll(ofRegistry(registry, database));
            }
            findings.sort(Comparator.comparing(DoctorFinding::severity).reversed());
            ExitStatus status = statusOf(findings);
            if (nagios) {
                terminal.out().println(nagiosLine(findings, inspection));
            } else {
                findings.forEach(this::show);
                if (findings.isEmpty()) {
                    terminal.print(json.form(), "all is well", Map.of("severity", "OK"));
                }
            }
            return status.code();
        }
    }

    private static List<DoctorFinding> ofRegistry(String address, Database database) throws IOException {
        SqlArchiveStatus status = new SqlArchiveStatus(database, InstantSource.system());
        try (WalSafeRegistry opened = RegistryAddress.open(address)) {
            return RegistryChecks.examine(opened, status.cluster().systemIdentifier(), status.read());
        }
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

    private static String nagiosLine(List<DoctorFinding> findings, PostgresInspection inspection) {
        Optional<DoctorFinding> worst = findings.stream()
                .filter(finding -> finding.severity() != Severity.NOTICE)
                .findFirst();
        StringBuilder line = new StringBuilder("WALSAFE ")
                .append(worst.map(finding -> finding.severity().name()).orElse("OK"))
                .append(" - ")
                .append(worst.map(finding -> finding.sentence().replace('|', '/'))
                        .orElse("nothing waits for long"));
        Optional<PendingFiles> pending = inspection.pending().seen();
        if (pending.isPresent()) {
            long count = pending.get().count();
            long age = pending.get()
                    .nextSince()
                    .map(since -> Math.max(
                            0, Duration.between(since, inspection.time()).toSeconds()))
                    .orElse(0L);
            line.append(" | ready=")
                    .append(count)
                    .append(" oldest=")
                    .append(age)
                    .append("s lag=");
            line.append(count * inspection.segmentSize().bytes()).append('B');
        }
        return line.toString();
    }
}
