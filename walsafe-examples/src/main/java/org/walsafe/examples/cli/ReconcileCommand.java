package org.walsafe.examples.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;
import org.walsafe.reconcile.DirectoryArchive;
import org.walsafe.reconcile.ReconcileAction;
import org.walsafe.reconcile.ReconcileFinding;
import org.walsafe.reconcile.ReconcilePlan;
import org.walsafe.reconcile.ReconcileReport;
import org.walsafe.reconcile.Reconciler;
import org.walsafe.reconcile.ReconcilerConfig;
import org.walsafe.reconcile.WalArchive;
import org.walsafe.registry.WalSafeRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code walsafe reconcile}: makes the registry agree with what PostgreSQL waits for and the archive holds. */
@Command(
        name = "reconcile",
        description = {
            "Compare what PostgreSQL waits for with what the archive holds, and make the registry agree.",
            "",
            "Whatever was lost on the way, a hook, a marker, a process: one pass makes it good. It may run at any time,"
                    + " twice, or beside another one."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the registry agrees, and PostgreSQL waits for nothing that the archive does not hold",
            "1:PostgreSQL waits for WAL files that nobody could confirm",
            "2:wrong arguments, a conflict, or the archive is another cluster's",
            "3:PostgreSQL's files, the archive or the registry could not be read"
        })
final class ReconcileCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--pgdata",
            required = true,
            paramLabel = "DIRECTORY",
            description = "PostgreSQL's data directory, an absolute path.")
    private String dataDirectory = "";

    @Option(
            names = "--archive",
            required = true,
            paramLabel = "DIRECTORY",
            description = "The directory of archived WAL files, an absolute path.")
    private String archive = "";

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Mixin
    private JsonOption json = new JsonOption();

    ReconcileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (WalSafeRegistry opened = registry.open();
                Host host = new LocalHost();
                Progress progress = terminal.progress(Progress.Watched.now(), "archived files read")) {
            WalArchive archived = new DirectoryArchive(host, host.files().resolve(archive));
            Reconciler reconciler = new Reconciler(ReconcilerConfig.of(
                    new ArchiveStatusDirectory(host, host.files().resolve(dataDirectory), InstantSource.system()),
                    new WatchedArchive(archived, progress),
                    opened));
            if (dryRun) {
                return show(reconciler.plan()).code();
            }
            ReconcileReport report = reconciler.reconcile();
            progress.clear();
            return show(report).code();
        }
    }

    private ExitStatus show(ReconcilePlan plan) {
        for (ReconcileAction action : plan.actions()) {
            String file = action.file().text();
            String what = action.getClass().getSimpleName();
            terminal.print(
                    json.form(),
                    file + "  " + what + ": " + action.reason(),
                    Map.of("file", file, "action", what, "reason", action.reason()));
        }
        return plan.unconfirmed().isEmpty() ? ExitStatus.DONE : ExitStatus.NO;
    }

    private ExitStatus show(ReconcileReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("waiting", report.waiting());
        fields.put("confirmed", report.confirmed());
        fields.put("already_confirmed", report.alreadyConfirmed());
        fields.put("withdrawn", report.withdrawn());
        fields.put("unconfirmed", report.unconfirmed());
        fields.put("findings", report.findingCount());
        terminal.print(json.form(), report.toString(), fields);

        ExitStatus worst = report.unconfirmed() == 0 ? ExitStatus.DONE : ExitStatus.NO;
        for (ReconcileFinding finding : report.findings()) {
            terminal.complain("reconcile", finding.sentence());
            worst = worst.or(statusOf(finding.kind()));
        }
        return worst;
    }

    private static ExitStatus statusOf(ReconcileFinding.Kind kind) {
        return switch (kind) {
            case MISSING -> ExitStatus.NO;
            case CONFLICT, UNUSABLE, DIFFERENT -> ExitStatus.REFUSED;
            case UNREADABLE -> ExitStatus.UNKNOWN;
        };
    }
}
