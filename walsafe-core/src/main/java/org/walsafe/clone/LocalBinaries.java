package org.walsafe.clone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.walsafe.host.BoundedText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.wal.PostgresMajor;

/** Finds the local PostgreSQL's programs, and compares their version with that of a backup. */
final class LocalBinaries {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ([0-9]+)(?:\\.([0-9]+))?");
    private static final int FIRST_OF_ONE_PART = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CloneSettings settings;
    private final LocalMachine machine;
    private final FindingList findings;

    LocalBinaries(CloneSettings settings, LocalMachine machine, FindingList findings) {
        this.settings = settings;
        this.machine = machine;
        this.findings = findings;
    }

    /** The directory of programs of the right version; empty where none was found. */
    Optional<Path> check(PostgresMajor wanted) {
        if (settings.binaries().isPresent()) {
            return checkNamed(settings.binaries().get(), wanted);
        }
        for (Path directory : usualPlaces(wanted)) {
            if (version(directory.resolve("postgres").toString()).equals(Optional.of(wanted.toString()))) {
                findings.tell(CloneCheck.BINARIES, "PostgreSQL " + wanted + " is in " + directory + ".");
                return Optional.of(directory);
            }
        }
        Optional<String> inPath = version("postgres");
        if (inPath.equals(Optional.of(wanted.toString()))) {
            findings.tell(CloneCheck.BINARIES, "PostgreSQL " + wanted + " is in the PATH.");
        } else {
            findings.warn(
                    CloneCheck.BINARIES,
                    inPath.map(found ->
                                    "The PostgreSQL in the PATH is " + found + ", and the backup is of " + wanted + ".")
                            .orElse("No PostgreSQL " + wanted + " was found on this machine."),
                    "Install it before you start the standby, or say with --pg-bindir where it is.");
        }
        return Optional.empty();
    }

    private Optional<Path> checkNamed(Path directory, PostgresMajor wanted) {
        Optional<String> found = version(directory.resolve("postgres").toString());
        if (found.equals(Optional.of(wanted.toString()))) {
            findings.tell(CloneCheck.BINARIES, "PostgreSQL " + wanted + " is in " + directory + ".");
            return Optional.of(directory);
        }
        findings.refuse(
                CloneCheck.BINARIES,
                found.map(version -> "The PostgreSQL in " + directory + " is " + version + ", and the backup is of "
                                + wanted + ".")
                        .orElse(directory + " has no program 'postgres' that says its version."),
                "Say with --pg-bindir where PostgreSQL " + wanted + " is.");
        return Optional.empty();
    }

    /** Debian's, the PostgreSQL project's RPM packages', and the source's own. */
    private static List<Path> usualPlaces(PostgresMajor major) {
        return List.of(
                        Path.of("/usr/lib/postgresql/" + major + "/bin"),
                        Path.of("/usr/pgsql-" + major + "/bin"),
                        Path.of("/usr/local/pgsql/bin"))
                .stream()
                .filter(directory -> Files.isExecutable(directory.resolve("postgres")))
                .toList();
    }

    private Optional<String> version(String program) {
        BoundedText out = new BoundedText(BoundedText.FEW_LINES);
        try {
            CommandResult result =
                    machine.host().run(new Command(List.of(program, "--version"), Command.Stdin.NONE, PATIENCE), out);
            Matcher matcher = VERSION.matcher(out.toString(StandardCharsets.UTF_8));
            if (!result.succeeded() || !matcher.find()) {
                return Optional.empty();
            }
            boolean onePart = Integer.parseInt(matcher.group(1)) >= FIRST_OF_ONE_PART;
            return Optional.of(onePart ? matcher.group(1) : matcher.group(1) + '.' + matcher.group(2));
        } catch (IOException notRunnable) {
            return Optional.empty();
        }
    }
}
