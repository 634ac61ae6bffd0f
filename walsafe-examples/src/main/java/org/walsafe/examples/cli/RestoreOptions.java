package org.walsafe.examples.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.walsafe.host.HostPath;
import org.walsafe.restore.BarmanServer;
import org.walsafe.restore.HoleChecks;
import org.walsafe.restore.PartialRetrieval;
import org.walsafe.restore.RecordChecks;
import org.walsafe.restore.RestoreLimits;
import org.walsafe.restore.RestoreMode;
import org.walsafe.restore.Transfer;
import org.walsafe.restore.UnknownVersions;
import org.walsafe.ssh.OpenSshSettings;
import org.walsafe.ssh.SshDestination;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/** What {@code walsafe restore} was told: the options of {@code barman-wal-restore} 3.4 to 3.17, and WalSafe's own. */
final class RestoreOptions {

    static final String HELP =
            """
            Usage: walsafe restore [OPTIONS] HOST SERVER %f %p
                   walsafe restore [OPTIONS] --archive DIRECTORY... %f %p

            PostgreSQL's restore_command: gets a WAL file from Barman, or from directories, decompresses
            it, checks that it is the file of that name and cluster, and delivers it durably or not at
            all. Stands in for barman-wal-restore:

              restore_command = '/opt/walsafe/bin/walsafe restore backup main %f %p'

            As barman-wal-restore 3.4 to 3.17 has them:
              -U, --user USER        log in at HOST as USER (default: barman)
                  --port PORT        the port of its SSH server
              -c, --config FILE      Barman's configuration file there
              -P, --partial          for want of a whole segment, take the partial one
              -z, --gzip             have files sent compressed with gzip
              -j, --bzip2            have files sent compressed with bzip2
                  --keep-compression have files sent as they are stored (Barman 3.12)
              -p, --parallel JOBS    fetch up to JOBS segments ahead (default: 0)
                  --spool-dir DIR    where to keep them (default: beside the data directory)
              -s, --sleep SECONDS    wait before ending with a failure
              -t, --test             check the connection and Barman's configuration, restore nothing
              -V, --version          the version
              -h, --help             this text

            WalSafe's own:
                  --catalogue DIR    read Barman's directory of the server at HOST over SFTP, for example
                                     /var/lib/barman/main; what is not there is asked of barman get-wal
                  --ssh-config FILE  the SSH configuration to go by (default: the user's and the system's)
                  --local            barman runs on this machine: no ssh; HOST is not used
                  --archive DIR      a directory of WAL files on this machine, asked after Barman; may be
                                     given several times
                  --mode MODE        who asks: recovery, standby, on-demand (default: what the working
                                     directory and %p tell)
                  --patience SECONDS how long to try again (default: recovery 300, standby 15,
                                     on-demand 60); a standby's .history is asked for until there is
                                     an answer
                  --check-records    read every segment record by record (default: those stored with
                                     lz4 or zstd)
                  --accept-holes     a missing segment is absent, though later ones are there
                  --accept-unknown-versions
                                     deliver segments of a PostgreSQL that WalSafe does not know
                  --json             the outcome as one JSON object

            PostgreSQL takes an exit status of 1 to 125 for "there is no such file", on which a recovery
            ends and a standby asks again, and stops at any above. So there are two numbers: for the
            segments of a standby, and for a recovery and any .history file that a server asks for.

            Exit status:
            """;

    private static final List<DropInOption> OPTIONS = List.of(
            DropInOption.valued("--user", "U"),
            DropInOption.valued("--port", ""),
            DropInOption.valued("--config", "c"),
            DropInOption.bare("--partial", "P"),
            DropInOption.bare("--gzip", "z"),
            DropInOption.bare("--bzip2", "j"),
            DropInOption.bare("--keep-compression", ""),
            DropInOption.valued("--parallel", "p"),
            DropInOption.valued("--spool-dir", ""),
            DropInOption.valued("--sleep", "s"),
            DropInOption.bare("--test", "t"),
            DropInOption.bare("--version", "V"),
            DropInOption.bare("--help", "h"),
            DropInOption.valued("--catalogue", ""),
            DropInOption.valued("--ssh-config", ""),
            DropInOption.bare("--local", ""),
            DropInOption.repeatable("--archive"),
            DropInOption.valued("--mode", ""),
            DropInOption.valued("--patience", ""),
            DropInOption.bare("--check-records", ""),
            DropInOption.bare("--accept-holes", ""),
            DropInOption.bare("--accept-unknown-versions", ""),
            DropInOption.bare("--json", ""));

    private static final int HIGHEST_PORT = 65535;

    /** What a command is about. */
    enum Operands {
        /** A file of an archive: HOST SERVER %f %p, or %f %p. */
        FILE(2),
        /** An archive: HOST SERVER, or nothing. */
        ARCHIVE(0);

        private final int naming;

        Operands(int naming) {
            this.naming = naming;
        }
    }

    private final DropInArguments arguments;
    private final Operands operands;

    private RestoreOptions(DropInArguments arguments, Operands operands) {
        this.arguments = arguments;
        this.operands = operands;
    }

    /** Parses the words of a command line, but leaves their values for when they are asked for. */
    static RestoreOptions parse(String[] words, Operands operands) {
        return new RestoreOptions(DropInArguments.parse(OPTIONS, words), operands);
    }

    boolean wantsHelp() {
        return arguments.has("--help");
    }

    boolean wantsVersion() {
        return arguments.has("--version");
    }

    boolean wantsTest() {
        return arguments.has("--test");
    }

    Terminal.Form form() {
        return arguments.form();
    }

    /** Whether Barman is to be asked, and not directories alone. */
    boolean asksBarman() {
        int given = arguments.operands().size();
        if (wantsTest() && given >= 2 && given <= 4) {
            return true;
        }
        boolean asksBarman = given == operands.naming + 2;
        boolean asksDirectories =
                given == operands.naming && !arguments.values("--archive").isEmpty();
        if (!asksBarman && !asksDirectories) {
            String file = operands == Operands.FILE ? " %f %p" : "";
            throw new IllegalArgumentException("takes HOST SERVER" + file + ", or with --archive DIRECTORY only"
                    + (file.isEmpty() ? " that" : file) + ", and was given " + given + " operands");
        }
        return asksBarman;
    }

    /** Where Barman is, or empty where it runs on this machine. */
    Optional<SshDestination> destination() {
        if (arguments.has("--local")) {
            return Optional.empty();
        }
        String user = arguments.value("--user");
        long port = arguments.number("--port", 1, 0);
        if (port > HIGHEST_PORT) {
            throw new IllegalArgumentException("--port is a number from 1 to " + HIGHEST_PORT);
        }
        return Optional.of(new SshDestination(
                Optional.of(user == null ? "barman" : user),
                arguments.operands().get(0),
                port == 0 ? OptionalInt.empty() : OptionalInt.of((int) port)));
    }

    /** How to reach it. */
    OpenSshSettings sshSettings() {
        return Optional.ofNullable(arguments.value("--ssh-config"))
                .map(file -> OpenSshSettings.in(Path.of(file)))
                .orElseGet(OpenSshSettings::ofUser);
    }

    BarmanServer server() {
        return new BarmanServer(arguments.operands().get(1), Optional.ofNullable(arguments.value("--config")));
    }

    /** The name of the file, {@code %f}. */
    String file() {
        asksBarman(); // counts the operands
        return arguments.operands().get(arguments.operands().size() - 2);
    }

    /** Where it is to go, {@code %p}. */
    String path() {
        return arguments.operands().get(arguments.operands().size() - 1);
    }

    PartialRetrieval partials() {
        return arguments.has("--partial") ? PartialRetrieval.INCLUDED : PartialRetrieval.EXCLUDED;
    }

    Transfer transfer() {
        List<Transfer> chosen = new ArrayList<>();
        if (arguments.has("--gzip")) {
            chosen.add(Transfer.GZIP);
        }
        if (arguments.has("--bzip2")) {
            chosen.add(Transfer.BZIP2);
        }
        if (arguments.has("--keep-compression")) {
            chosen.add(Transfer.AS_STORED);
        }
        if (chosen.size() > 1) {
            throw new IllegalArgumentException("only one of --gzip, --bzip2 and --keep-compression can be given");
        }
        return chosen.isEmpty() ? Transfer.PLAIN : chosen.get(0);
    }

    /** Barman's directory of the server, where it may be read without Barman. */
    Optional<HostPath> catalogue() {
        return Optional.ofNullable(arguments.value("--catalogue")).map(HostPath::of);
    }

    /** Directories on this machine that hold WAL files, too. */
    List<HostPath> archives() {
        return arguments.values("--archive").stream().map(HostPath::of).toList();
    }

    /** Who asks, where that was said. */
    Optional<RestoreMode> mode() {
        String word = arguments.value("--mode");
        if (word == null) {
            return Optional.empty();
        }
        for (RestoreMode mode : RestoreMode.values()) {
            if (mode.word().equals(word)) {
                return Optional.of(mode);
            }
        }
        throw new IllegalArgumentException("--mode is recovery, standby or on-demand");
    }

    RestoreLimits limits(RestoreMode mode, WalFileName file) {
        boolean waits = mode == RestoreMode.STANDBY && file instanceof TimelineHistoryName;
        return arguments.has("--patience") && !waits
                ? RestoreLimits.patience(Duration.ofSeconds(arguments.number("--patience", 1, 1)))
                : RestoreLimits.suiting(mode, file);
    }

    RecordChecks recordChecks() {
        return arguments.has("--check-records") ? RecordChecks.ALL : RecordChecks.UNPROTECTED;
    }

    HoleChecks holeChecks() {
        return arguments.has("--accept-holes") ? HoleChecks.NONE : HoleChecks.ALWAYS;
    }

    UnknownVersions unknownVersions() {
        return arguments.has("--accept-unknown-versions") ? UnknownVersions.ACCEPTED : UnknownVersions.REFUSED;
    }

    /** How long to wait before ending with a failure. */
    Duration sleep() {
        return Duration.ofSeconds(arguments.number("--sleep", 0, 0));
    }

    /** How many segments to have at a time, the one that is asked for among them. */
    int jobs() {
        return (int) Math.min(arguments.number("--parallel", 0, 0), Integer.MAX_VALUE);
    }

    /** Where to keep what was fetched ahead, where that was said. */
    Optional<HostPath> spoolRoot() {
        return Optional.ofNullable(arguments.value("--spool-dir")).map(HostPath::of);
    }

    /** What tells the archive from others. */
    List<String> archiveWords() {
        List<String> words = new ArrayList<>();
        if (asksBarman()) {
            words.add(destination().map(SshDestination::toString).orElse("local"));
            words.add(server().name());
            words.add(server().configuration().orElse(""));
        }
        archives().forEach(directory -> words.add(directory.value()));
        return words;
    }

    /** The words that say the same of the archive, for another command about it. */
    List<String> wordsOfArchive() {
        List<String> words = new ArrayList<>(arguments.optionWords());
        words.remove("--json");
        words.add("--");
        if (asksBarman()) {
            words.addAll(arguments.operands().subList(0, 2));
        }
        return words;
    }
}
