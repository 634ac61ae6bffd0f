package org.walsafe.clone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.connection.ConnectionString;
import org.walsafe.host.ShellWord;
import org.walsafe.wal.SystemIdentifier;

/** Every check before anything is touched, in the order in which an operator would look. For one thread. */
final class Preflight {

    private final CloneJob job;
    private final CloneSettings settings;
    private final FindingList findings;
    private final TargetChecks targets;

    Preflight(CloneJob job) {
        this.job = job;
        this.settings = job.settings();
        this.findings = new FindingList(job.progress());
        this.targets = new TargetChecks(settings, job.machine(), findings);
    }

    ClonePlan run() {
        job.progress().step("looking at the destination directory " + settings.dataDirectory());
        targets.checkUser();
        targets.checkDataDirectory();
        job.progress()
                .step("connecting to Barman's host " + job.barman().name() + " to look at the backups of "
                        + settings.barman().name());
        BackupPin pin = new BackupPin(settings, job.barman(), job.time(), findings);
        Optional<BarmanCatalogue> catalogue = pin.catalogue();
        Optional<PinnedBackup> backup = catalogue.flatMap(pin::pin);
        Optional<ClonePlan.Ready> ready = backup.flatMap(this::check);
        return new ClonePlan(settings, findings.all(), findings.stops() ? Optional.empty() : ready);
    }

    private Optional<ClonePlan.Ready> check(PinnedBackup backup) {
        Optional<SystemIdentifier> cluster = new BackupFileChecks(job.barman(), findings).check(backup);
        Map<Long, Path> places = targets.checkTablespaces(backup.info());
        Optional<BackupSizes> sizes =
                new SpaceChecks(settings, job.machine(), job.barman(), findings).check(backup, places);
        job.progress().step("looking at the WAL that the backup needs");
        Optional<WalOutlook> wal = new WalChecks(job.barman(), job.time(), findings).check(backup);
        job.progress().step("connecting to the upstream server");
        new UpstreamChecks(settings, job.upstream(), findings).check(backup, cluster, wal);
        Optional<Path> binaries = new LocalBinaries(settings, job.machine(), findings).check(backup.major());
        if (wal.isPresent()) {
            job.progress().step("trying the restore_command");
            new RestoreCommandProof(settings, job.machine(), findings)
                    .check(backup, cluster, wal.get().first());
        }
        tellOfPassword();
        return wal.map(outlook -> new ClonePlan.Ready(
                backup,
                places,
                outlook,
                sizes.map(known -> OptionalLong.of(known.total())).orElse(OptionalLong.empty()),
                RecoverySettings.of(settings, backup.major()),
                start(binaries)));
    }

    private void tellOfPassword() {
        if (settings.upstream().filter(ConnectionString::hasSecret).isPresent()) {
            findings.warn(
                    CloneCheck.RECOVERY_CONFIGURATION,
                    "The password of the upstream server is not written into the standby's configuration.",
                    "Put it into the ~/.pgpass of the server's user, or name a passfile in the connection string.");
        }
    }

    private String start(Optional<Path> binaries) {
        String program = binaries.map(directory -> directory.resolve("pg_ctl").toString())
                .orElse("pg_ctl");
        return ShellWord.commandLine(
                List.of(program, "-D", settings.dataDirectory().toString(), "start"));
    }
}
