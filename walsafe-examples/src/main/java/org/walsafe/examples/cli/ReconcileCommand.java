package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.walsafe.reconcile.ReconcileAction;
import org.walsafe.reconcile.ReconcileFinding;
import org.walsafe.reconcile.ReconcileLoop;
import org.walsafe.reconcile.ReconcileLoopConfig;
import org.walsafe.reconcile.ReconcilePlan;
import org.walsafe.reconcile.ReconcileReport;
import org.walsafe.reconcile.Reconciler;
import org.walsafe.reconcile.ReconcilerConfig;
import org.walsafe.reconcile.RegistryLock;
import org.walsafe.reconcile.WalArchive;
import org.walsafe.registry.WalSafeRegistry;
import picocli.CommandLine.ArgGroup;
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
                    + " twice, or beside another one. With --follow it stays beside the archive, confirms what arrives, and"
                    + " outlives the absence of either end."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the registry agrees, and PostgreSQL waits for nothing that the archive does not hold; with --follow: it was"
                    + " told to end",
            "1:PostgreSQL waits for WAL files that nobody could confirm",
            "2:wrong arguments, a conflict, or the archive is another cluster's",
            "3:PostgreSQL's files, the archive or the registry could not be read"
        })
final class ReconcileCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--primary",
            required = true,
            paramLabel = "PLACE",
            description =
                    "PostgreSQL's data directory, an absolute path or ssh://user@host/path; or a database of the server,"
                            + " jdbc:postgresql://host/postgres, for which the role needs pg_monitor (12 and newer;"
                            + " 11: also EXECUTE on pg_ls_dir and pg_stat_file; up to 10: superuser).")
    private String primary = "";

    @ArgGroup(multiplicity = "1")
    private ArchiveOption archive = new ArchiveOption();

    @Option(
            names = "--identical",
            description = "Confirm only what is byte for byte PostgreSQL's own file: its SHA-256 is read over the same"
                    + " connection.")
    private boolean identical;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @ArgGroup(exclusive = false, heading = "%nTo stay resident:%n")
    private @Nullable FollowOption follow;

    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Mixin
    private JsonOption json = new JsonOption();

    ReconcileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (follow != null && dryRun) {
            throw new IllegalArgumentException("--dry-run looks once, --follow again and again");
        }
        try (Hosts hosts = new Hosts();
                PrimaryServer server = PrimaryServer.open(primary, hosts);
                LockableRegistry opened = LockableRegistry.open(registry.uri(), hosts, archive.confirmer());
                Progress progress = terminal.progress(Progress.Watched.now(), "archived files read")) {
            WalArchive archived = archive.open(hosts);
            if (follow != null) {
                Reconciler reconciler = new Reconciler(config(server, archived, opened.registry()));
                return follow(follow, reconciler, server, hosts, opened.lock()).code();
            }
            Reconciler reconciler =
                    new Reconciler(config(server, new WatchedArchive(archived, progress), opened.registry()));
            if (dryRun) {
                return show(reconciler.plan()).code();
            }
            ReconcileReport report = reconciler.reconcile();
            progress.clear();
            return show(report).code();
        }
    }

    private ReconcilerConfig config(PrimaryServer server, WalArchive archived, WalSafeRegistry opened) {
        ReconcilerConfig config =
                ReconcilerConfig.of(server.status(), archived, opened).confirmedBy(archive.confirmer());
        return identical ? config.comparingWith(server.wal()) : config;
    }

    private ExitStatus follow(
            FollowOption how, Reconciler reconciler, PrimaryServer server, Hosts hosts, RegistryLock lock)
            throws IOException, InterruptedException {
        List<Path> watched = new ArrayList<>();
        archive.watchable(hosts).ifPresent(watched::add);
        server.watchable().ifPresent(watched::add);
        ReconcileLoopConfig config = ReconcileLoopConfig.of(reconciler, how.wakeUp(watched, hosts))
                .withLock(lock)
                .withTiming(how.timing())
                .withStatus(how.status(hosts));
        ReconcileLoop loop = new ReconcileLoop(config);
        UntilSignal.run(loop::run, loop::close);
        return ExitStatus.DONE;
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
