package org.walsafe.examples.cli;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.walsafe.barman.BackupId;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.verify.BackupPlace;
import org.walsafe.verify.BackupReport;
import org.walsafe.verify.BackupTarget;
import org.walsafe.verify.BackupVerifier;
import org.walsafe.verify.BackupVerifierConfig;
import org.walsafe.verify.BarmanSource;
import org.walsafe.verify.DirectorySource;
import org.walsafe.verify.VerificationLevel;
import org.walsafe.verify.report.JsonReport;
import org.walsafe.verify.report.MonitorLine;
import org.walsafe.verify.report.TextReport;
import org.walsafe.wal.Lsn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walsafe verify backup}: whether a base backup and its WAL make a cluster. */
@Command(
        name = "backup",
        description = {
            "Say whether a base backup is as it was taken, and whether the WAL is there that makes it a cluster.",
            "",
            "BACKUP is a backup of Barman's (its identifier, or 'latest' or 'oldest') together with --barman, else a"
                    + " directory that pg_basebackup wrote. Files are compared with backup_manifest; without one, data"
                    + " pages with their own checksums. Backups in tar files are read as they are.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:good: a restore from it works",
            "1:something is lost or damaged",
            "2:it cannot be told: encrypted, incremental, unreadable, unfinished; or wrong arguments",
            "3:the backup could not be looked at"
        })
final class VerifyBackupCommand implements Callable<Integer> {

    private static final String RESTORE_POINT = "name:";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "BACKUP", description = "Which backup.")
    private String backup = "";

    @Option(names = "--barman", paramLabel = "DIRECTORY", description = "A server's directory below Barman's home.")
    private @Nullable String barman;

    @Mixin
    private HostOption host = new HostOption();

    @Option(
            names = "--wal",
            paramLabel = "DIRECTORY",
            description =
                    "Where the backup's WAL is, when neither in Barman's archive nor in the backup itself (pg_wal, or"
                            + " pg_wal.tar).")
    private @Nullable String wal;

    @Option(names = "--no-wal", description = "Do not look at WAL; then \"good\" does not mean that a restore works.")
    private boolean noWal;

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            description =
                    "Read on: it must be possible to roll the backup forward to there: 'newest', an LSN, a time such as"
                            + " 2026-11-20T12:00:00Z, or 'name:' and a restore point (default: to where it is consistent).")
    private @Nullable String target;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "files",
            description = "How closely to look: names, headers of WAL, records of WAL, or files (default:"
                    + " ${DEFAULT-VALUE}).")
    private VerificationLevel level = VerificationLevel.FILES;

    @Option(
            names = "--ignore",
            paramLabel = "PATH",
            description = "A file or directory of the backup that is not looked at; may be given again.")
    private List<String> ignored = List.of();

    @Mixin
    private LedgerOptions ledger = new LedgerOptions();

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    VerifyBackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (Host opened = host.open()) {
            BackupVerifierConfig config = configure(opened)
                    .withLevel(level)
                    .withTarget(target())
                    .withIgnored(Set.copyOf(ignored))
                    .withThreads(options.threads())
                    .withRate(options.rate());
            return ledger.run(
                    terminal, "verify backup", ledgerPlace(opened, config), l -> report(config.withLedger(l)));
        }
    }

    /** One ledger serves all backups of a server of Barman's, and its archive; any other serves one directory. */
    private String ledgerPlace(Host opened, BackupVerifierConfig config) throws IOException {
        return barman == null
                ? config.place().name()
                : new BarmanCatalogue(opened, host.resolve(opened, barman)).location();
    }

    private int report(BackupVerifierConfig config) throws IOException {
        BackupReport report =
                options.watching(terminal, progress -> new BackupVerifier(config.withProgress(progress)).verify());
        return options.print(
                terminal,
                json.form(),
                new ReportOptions.Report(
                        () -> TextReport.of(report),
                        () -> JsonReport.of(report),
                        () -> MonitorLine.of(report),
                        report.verdict()));
    }

    private BackupVerifierConfig configure(Host opened) throws IOException {
        if (barman == null) {
            HostPath directory = host.resolve(opened, backup);
            BackupVerifierConfig config = BackupVerifierConfig.of(BackupPlace.of(opened, directory));
            return wal == null ? config : config.withWal(new DirectorySource(opened, host.resolve(opened, wal)));
        }
        BarmanCatalogue catalogue = new BarmanCatalogue(opened, host.resolve(opened, barman));
        return BackupVerifierConfig.of(BackupPlace.of(opened, catalogue, idIn(catalogue)))
                .withWal(
                        wal == null
                                ? new BarmanSource(opened, catalogue)
                                : new DirectorySource(opened, host.resolve(opened, wal)));
    }

    private BackupId idIn(BarmanCatalogue catalogue) throws IOException {
        List<BackupId> all = catalogue.backups();
        boolean oldest = backup.equals("oldest");
        if (!oldest && !backup.equals("latest")) {
            return new BackupId(backup);
        }
        if (all.isEmpty()) {
            throw new IOException(catalogue.location() + " has no backup");
        }
        return oldest ? all.get(0) : all.get(all.size() - 1);
    }

    private BackupTarget target() {
        if (noWal && target != null) {
            throw new ParameterException(spec.commandLine(), "--to needs WAL to look at");
        }
        if (target == null) {
            return noWal ? BackupTarget.FILES_ALONE : BackupTarget.CONSISTENCY;
        }
        if (target.equals("newest")) {
            return BackupTarget.NEWEST;
        }
        if (target.startsWith(RESTORE_POINT)) {
            return new BackupTarget.AtRestorePoint(target.substring(RESTORE_POINT.length()));
        }
        return target.contains("T")
                ? new BackupTarget.AtTime(OffsetDateTime.parse(target).toInstant())
                : new BackupTarget.AtLsn(Lsn.parse(target));
    }
}
