package org.walsafe.clone;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.walsafe.barman.BackupInfo;
import org.walsafe.barman.Tablespace;
import org.walsafe.clone.copy.ExistingData;

/** Whether the directories here can take a copy. Changes nothing. */
final class TargetChecks {

    static final String STAGING = ".walsafe-clone";

    private final CloneSettings settings;
    private final LocalMachine machine;
    private final FindingList findings;

    TargetChecks(CloneSettings settings, LocalMachine machine, FindingList findings) {
        this.settings = settings;
        this.machine = machine;
        this.findings = findings;
    }

    void checkUser() {
        if (machine.user().equals("root")) {
            findings.refuse(
                    CloneCheck.USER,
                    "This runs as root, and PostgreSQL's server does not: it could not use the copy.",
                    "Run it as the user that the server runs as, postgres for example.");
        }
    }

    void checkDataDirectory() {
        Path target = settings.dataDirectory();
        try {
            Optional<Path> real = behindLink(CloneCheck.DATA_DIRECTORY, target);
            if (real.isEmpty()) {
                return;
            }
            Optional<Long> server = Files.isDirectory(real.get()) ? machine.serverIn(real.get()) : Optional.empty();
            if (server.isPresent()) {
                findings.refuse(
                        CloneCheck.DATA_DIRECTORY,
                        "A server is running in " + target + ", as process " + server.get() + ".",
                        "Stop it first, with 'pg_ctl -D " + target + " stop', if it is to go.");
            } else if (isEmpty(real.get())) {
                requireWritable(CloneCheck.DATA_DIRECTORY, real.get());
                tellOfMode(real.get());
            } else {
                checkContent(real.get());
            }
        } catch (IOException e) {
            findings.unknown(CloneCheck.DATA_DIRECTORY, "The data directory could not be looked at", e);
        }
    }

    private void checkContent(Path real) throws IOException {
        String what = Files.exists(real.resolve("PG_VERSION")) ? "a PostgreSQL data directory" : "not empty";
        if (settings.existing() == ExistingData.REFUSE) {
            findings.refuse(
                    CloneCheck.DATA_DIRECTORY,
                    settings.dataDirectory() + " is " + what + ".",
                    "Take it away, or give --force to have the copy take its place once it is complete.");
            return;
        }
        requireWritable(CloneCheck.DATA_DIRECTORY, real);
        findings.tell(
                CloneCheck.DATA_DIRECTORY,
                settings.dataDirectory() + " is " + what + "; what is the same in the backup is kept, and the rest goes"
                        + " when the copy is complete.");
    }

    private void tellOfMode(Path real) throws IOException {
        String target = settings.dataDirectory().toString();
        if (!Files.exists(real)) {
            findings.tell(CloneCheck.DATA_DIRECTORY, target + " will be made, for its owner alone.");
            return;
        }
        int mode = (Integer) Files.getAttribute(real, "unix:mode") & 0777;
        boolean open = (mode & 027) != 0;
        findings.tell(
                CloneCheck.DATA_DIRECTORY,
                target + " is empty"
                        + (open ? "; its permissions, 0" + Integer.toOctalString(mode) + ", will be corrected." : "."));
    }

    /** Where each tablespace of the backup goes, by its number. */
    Map<Long, Path> checkTablespaces(BackupInfo backup) {
        Map<Path, TablespaceMapping> unused = new TreeMap<>();
        settings.tablespaces().forEach(mapping -> unused.put(mapping.from(), mapping));
        Map<Long, Path> targets = new TreeMap<>();
        for (Tablespace tablespace : backup.tablespaces()) {
            Path from = Path.of(tablespace.location()).normalize();
            TablespaceMapping mapping = unused.remove(from);
            targets.put(tablespace.oid(), mapping == null ? from : mapping.to());
            checkTablespace(tablespace, targets.get(tablespace.oid()));
        }
        for (TablespaceMapping mapping : unused.values()) {
            findings.refuse(
                    CloneCheck.TABLESPACES,
                    "A mapping is given for " + mapping.from() + ", where no tablespace of the backup is.",
                    "Its tablespaces are at "
                            + backup.tablespaces().stream()
                                    .map(Tablespace::location)
                                    .toList() + ".");
        }
        checkApart(targets);
        return targets;
    }

    private void checkTablespace(Tablespace tablespace, Path target) {
        String name = "The tablespace \"" + tablespace.name() + "\"";
        try {
            if (!target.isAbsolute()) {
                findings.refuse(
                        CloneCheck.TABLESPACES,
                        name + " has the place " + target + ", which is no absolute path.",
                        "Map it.");
                return;
            }
            Optional<Path> real = behindLink(CloneCheck.TABLESPACES, target);
            if (real.isEmpty()) {
                return;
            }
            requireWritable(CloneCheck.TABLESPACES, real.get());
            if (isEmpty(real.get())) {
                findings.tell(CloneCheck.TABLESPACES, name + " goes to " + target + ".");
            } else if (settings.existing() == ExistingData.REPLACE && isOfTarget(tablespace, real.get())) {
                findings.tell(
                        CloneCheck.TABLESPACES,
                        name + " goes to " + target + ", where the data directory that is replaced has it.");
            } else {
                findings.refuse(
                        CloneCheck.TABLESPACES,
                        name + " would go to " + target + ", which is not empty and no tablespace of "
                                + settings.dataDirectory() + ".",
                        "Map it to another place with --tablespace-mapping, or empty that directory; whose files they are,"
                                + " cannot be told.");
            }
        } catch (IOException e) {
            findings.unknown(CloneCheck.TABLESPACES, name + " has a place that could not be looked at", e);
        }
    }

    /** Whether the cluster that is to be replaced has this directory as the same tablespace; another cluster's is never taken. */
    private boolean isOfTarget(Tablespace tablespace, Path real) throws IOException {
        Path link = settings.dataDirectory().resolve("pg_tblspc").resolve(Long.toString(tablespace.oid()));
        return Files.exists(link) && Files.isSameFile(link, real);
    }

    private void checkApart(Map<Long, Path> targets) {
        Path data = settings.dataDirectory().normalize();
        for (Map.Entry<Long, Path> one : targets.entrySet()) {
            if (overlap(one.getValue(), data)) {
                findings.refuse(
                        CloneCheck.TABLESPACES,
                        "The tablespace " + one.getKey() + " would go to " + one.getValue()
                                + ", and the data directory is " + data + ".",
                        "Map it to a directory outside.");
            }
            for (Map.Entry<Long, Path> other : targets.entrySet()) {
                if (one.getKey() < other.getKey() && overlap(one.getValue(), other.getValue())) {
                    findings.refuse(
                            CloneCheck.TABLESPACES,
                            "The tablespaces " + one.getKey() + " and " + other.getKey() + " would share "
                                    + other.getValue() + ".",
                            "Map each to a directory of its own.");
                }
            }
        }
    }

    private static boolean overlap(Path one, Path other) {
        return one.normalize().startsWith(other.normalize())
                || other.normalize().startsWith(one.normalize());
    }

    /** A symbolic link to a directory stays, and the directory behind it is filled. */
    private Optional<Path> behindLink(CloneCheck check, Path path) throws IOException {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            findings.refuse(check, path + " is a symbolic link that leads nowhere.", "Make the directory behind it.");
            return Optional.empty();
        }
        Path real = Files.exists(path) ? path.toRealPath() : path.normalize();
        if (Files.exists(real) && !Files.isDirectory(real)) {
            findings.refuse(check, path + " is there and no directory.", "Take it away.");
            return Optional.empty();
        }
        if (!real.equals(path.normalize())) {
            findings.tell(check, path + " leads to " + real + ", which is filled; the link stays.");
        }
        return Optional.of(real);
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                directory, entry -> !entry.endsWith(STAGING) && !entry.endsWith("lost+found"))) {
            return !entries.iterator().hasNext();
        }
    }

    private void requireWritable(CloneCheck check, Path directory) {
        Path nearest = nearestExisting(directory);
        if (!Files.isWritable(nearest)) {
            findings.refuse(
                    check,
                    nearest + " may not be written to by " + machine.user() + ".",
                    "Make " + directory + " its own, or run this as the user that the server runs as.");
        }
    }

    /** The directory itself, or that above it which is there. */
    static Path nearestExisting(Path path) {
        Path nearest = path;
        while (!Files.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        return nearest;
    }
}
