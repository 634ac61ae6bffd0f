package org.walsafe.clone;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.barman.BackupId;
import org.walsafe.barman.BackupInfo;
import org.walsafe.barman.BackupStatus;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.barman.BarmanCommand;
import org.walsafe.barman.BarmanFailedException;
import org.walsafe.barman.CatalogueLayout;
import org.walsafe.barman.ShownServer;
import org.walsafe.clone.copy.BackupCopySource;
import org.walsafe.host.Host;
import org.walsafe.wal.PostgresMajor;

/** Finds the backup to clone from, and says what there is to know of it. Reads only. */
final class BackupPin {

    private final CloneSettings settings;
    private final Host host;
    private final InstantSource time;
    private final FindingList findings;

    BackupPin(CloneSettings settings, Host host, InstantSource time, FindingList findings) {
        this.settings = settings;
        this.host = host;
        this.time = time;
        this.findings = findings;
    }

    /** Where Barman keeps the server; empty where that is not to be learned, which is a finding. */
    Optional<BarmanCatalogue> catalogue() {
        String server = settings.barman().name();
        try {
            CatalogueLayout layout;
            if (settings.catalogue().isPresent()) {
                layout = CatalogueLayout.below(settings.catalogue().get());
            } else {
                ShownServer shown = new BarmanCommand(host, program()).showServer(server);
                layout = shown.layout();
            }
            findings.tell(
                    CloneCheck.BARMAN,
                    "Barman keeps the server " + server + " at " + host.name() + ":" + layout.home() + ".");
            return Optional.of(new BarmanCatalogue(host, layout, ZoneId.systemDefault()));
        } catch (BarmanFailedException e) {
            findings.refuse(
                    CloneCheck.BARMAN,
                    "Barman does not answer for the server " + server + ": " + e.getMessage() + ".",
                    "The server is a section of Barman's configuration, and barman_config that configuration's main file.");
        } catch (IOException e) {
            findings.unknown(CloneCheck.BARMAN, "Barman's host could not be asked", e);
        }
        return Optional.empty();
    }

    private List<String> program() {
        List<String> program = new ArrayList<>(List.of("barman"));
        settings.barman().configuration().ifPresent(file -> program.addAll(List.of("-c", file)));
        return program;
    }

    /** The backup; empty where there is none to clone from, which is a finding. */
    Optional<PinnedBackup> pin(BarmanCatalogue catalogue) {
        try {
            Optional<BackupInfo> chosen = choose(catalogue);
            if (chosen.isEmpty() || !hasUsableForm(chosen.get())) {
                return Optional.empty();
            }
            Optional<PostgresMajor> major = major(chosen.get());
            if (major.isEmpty()) {
                return Optional.empty();
            }
            PinnedBackup backup = new PinnedBackup(
                    chosen.get(), major.get(), catalogue, BackupCopySource.of(host, catalogue, chosen.get()));
            tell(backup);
            return Optional.of(backup);
        } catch (FileNotFoundException e) {
            findings.refuse(CloneCheck.BACKUP, e.getMessage() + ".", "Choose another backup with --backup.");
        } catch (IOException e) {
            findings.unknown(CloneCheck.BACKUP, "The backups could not be looked at", e);
        }
        return Optional.empty();
    }

    private Optional<BackupInfo> choose(BarmanCatalogue catalogue) throws IOException {
        if (settings.backup() instanceof BackupChoice.Exactly exactly) {
            Optional<BackupInfo> info = catalogue.backup(exactly.id());
            if (info.isEmpty()) {
                findings.refuse(
                        CloneCheck.BACKUP,
                        catalogue.location() + " has no backup " + exactly.id() + ".",
                        "It has " + catalogue.backups() + ".");
            } else if (!isComplete(info.get())) {
                findings.refuse(
                        CloneCheck.BACKUP,
                        "The backup " + exactly.id() + " is " + info.get().status() + "."
                                + info.get()
                                        .error()
                                        .map(error -> " Barman says: " + error + ".")
                                        .orElse(""),
                        "Choose one that is DONE.");
                return Optional.empty();
            }
            return info;
        }
        List<BackupId> ids = catalogue.backups();
        for (int i = ids.size() - 1; i >= 0; i--) {
            Optional<BackupInfo> info = catalogue.backup(ids.get(i));
            if (info.isPresent() && isComplete(info.get())) {
                return info;
            }
        }
        findings.refuse(
                CloneCheck.BACKUP,
                catalogue.location() + " has "
                        + (ids.isEmpty() ? "no backup." : "no complete backup among its " + ids.size() + "."),
                "Take one: barman backup " + settings.barman().name() + ".");
        return Optional.empty();
    }

    private static boolean isComplete(BackupInfo info) {
        return info.status() == BackupStatus.DONE || info.status() == BackupStatus.WAITING_FOR_WALS;
    }

    /** What only Barman itself can put back together, it has to. */
    private boolean hasUsableForm(BackupInfo info) {
        Optional<String> obstacle = info.encryption()
                .map(encryption -> "is encrypted with " + encryption)
                .or(() -> info.parent().map(parent -> "is an incremental one that builds on " + parent))
                .or(() ->
                        info.mode().filter(mode -> mode.startsWith("snapshot")).map(mode -> "is a snapshot of storage"))
                .or(() -> info.compression()
                        .filter(compression ->
                                !List.of("none", "gzip", "lz4", "zstd").contains(compression))
                        .map(compression -> "is compressed with " + compression));
        obstacle.ifPresent(what -> findings.refuse(
                CloneCheck.BACKUP,
                "The backup " + info.id() + " " + what + ".",
                "Choose another with --backup, or have Barman put it back: barman recover "
                        + settings.barman().name() + " " + info.id() + "."));
        return obstacle.isEmpty();
    }

    private Optional<PostgresMajor> major(BackupInfo info) {
        Optional<PostgresMajor> major = info.version().isPresent()
                ? PostgresMajor.fromServerVersionNum(info.version().getAsInt())
                : Optional.empty();
        if (major.isEmpty()) {
            findings.refuse(
                    CloneCheck.BACKUP,
                    "The backup " + info.id() + " is of PostgreSQL "
                            + (info.version().isPresent()
                                    ? String.valueOf(info.version().getAsInt())
                                    : "of no known version")
                            + ".",
                    "WalSafe clones 9.2 to 18.");
        }
        return major;
    }

    private void tell(PinnedBackup backup) {
        Instant now = time.instant();
        findings.tell(
                CloneCheck.BACKUP,
                "The backup is " + backup.id() + " of PostgreSQL " + backup.major() + ", "
                        + backup.info().status()
                        + backup.taken()
                                .map(taken -> ", " + age(Duration.between(taken, now)) + " old")
                                .orElse("")
                        + backup.info()
                                .compression()
                                .map(with -> ", compressed with " + with)
                                .orElse("")
                        + ".");
    }

    /** A length of time in the two units that matter. */
    static String age(Duration age) {
        Duration shown = age.isNegative() ? Duration.ZERO : age;
        if (shown.toDays() > 0) {
            return shown.toDays() + " d " + shown.toHoursPart() + " h";
        }
        if (shown.toHours() > 0) {
            return shown.toHours() + " h " + shown.toMinutesPart() + " min";
        }
        return shown.toMinutes() + " min " + shown.toSecondsPart() + " s";
    }
}
