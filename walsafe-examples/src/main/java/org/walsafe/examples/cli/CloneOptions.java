package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.walsafe.clone.BackupChoice;
import org.walsafe.clone.CloneSettings;
import org.walsafe.clone.RepmgrConf;
import org.walsafe.clone.RepmgrConfFile;
import org.walsafe.clone.TablespaceMapping;
import org.walsafe.clone.copy.CopyLimits;
import org.walsafe.clone.copy.ExistingData;
import org.walsafe.connection.ConnectionString;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;
import org.walsafe.restore.BarmanServer;
import picocli.CommandLine.Option;

/** What {@code walsafe clone} is told, by options and by a {@code repmgr.conf}; an option outweighs the file. */
final class CloneOptions {

    private static final double MEGABYTE = 1e6;

    @Option(
            names = {"-f", "--config-file"},
            paramLabel = "FILE",
            description = "A repmgr.conf, whose settings hold where no option says otherwise.")
    private @Nullable Path configFile;

    @Option(
            names = {"-D", "--pgdata"},
            paramLabel = "DIRECTORY",
            description = "The data directory to make (data_directory).")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--barman-host",
            paramLabel = "[USER@]HOST[:PORT]",
            description = "Barman's host, over SSH by the settings of your ~/.ssh; 'localhost' for this machine"
                    + " (barman_host).")
    private @Nullable String barmanHost;

    @Option(
            names = "--barman-server",
            paramLabel = "NAME",
            description = "The server's section in Barman's configuration (barman_server).")
    private @Nullable String barmanServer;

    @Option(
            names = "--barman-config",
            paramLabel = "FILE",
            description = "Barman's configuration file on its host, when not the default (barman_config).")
    private @Nullable String barmanConfig;

    @Option(
            names = "--catalogue",
            paramLabel = "DIRECTORY",
            description = "The server's directory below Barman's home, to be read without the barman command.")
    private @Nullable String catalogue;

    @Option(names = "--ssh-config", paramLabel = "FILE", description = "The SSH configuration to go by.")
    private @Nullable Path sshConfiguration;

    @Option(
            names = "--backup",
            paramLabel = "ID",
            description = "Which backup: 'latest' or an identifier (default: ${DEFAULT-VALUE}).",
            defaultValue = "latest")
    private String backup = "latest";

    @Option(
            names = {"-F", "--force"},
            description = "Have the copy take the place of what is in the data directory, once it is complete.")
    private boolean force;

    @Option(
            names = {"-T", "--tablespace-mapping"},
            paramLabel = "OLD=NEW",
            description = "Where a tablespace goes; may be given again (tablespace_mapping).")
    private List<String> tablespaces = List.of();

    @Option(
            names = "--upstream-conninfo",
            paramLabel = "CONNINFO",
            description =
                    "Whom the standby streams from, as in 'host=pg user=repmgr'; without it, the server that Barman backs"
                            + " up. Its password belongs into ~/.pgpass.")
    private @Nullable String upstream;

    @Option(
            names = {"-h", "--host"},
            paramLabel = "HOST",
            description = "The upstream server's host; with -p, -U and -d in place of --upstream-conninfo.")
    private @Nullable String upstreamHost;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Its port.")
    private @Nullable Integer upstreamPort;

    @Option(
            names = {"-U", "--username"},
            paramLabel = "USER",
            description = "The user to connect as.")
    private @Nullable String upstreamUser;

    @Option(
            names = {"-d", "--dbname"},
            paramLabel = "NAME",
            description = "A database to ask.")
    private @Nullable String upstreamDatabase;

    @Option(names = "--no-upstream-connection", description = "Do not ask the upstream server: it may be down.")
    private boolean noUpstreamConnection;

    @Option(names = "--node-name", paramLabel = "NAME", description = "The standby's application_name (node_name).")
    private @Nullable String nodeName;

    @Option(
            names = {"-S", "--slot"},
            paramLabel = "NAME",
            description = "Stream through this slot, created before the copy begins (use_replication_slots).")
    private @Nullable String slot;

    @Option(
            names = "--restore-command",
            paramLabel = "COMMAND",
            description = "PostgreSQL's restore_command (restore_command; default: walsafe restore).")
    private @Nullable String restoreCommand;

    @Option(names = "--no-restore-command-check", description = "Do not try the restore_command.")
    private boolean restoreCommandNotTried;

    @Option(
            names = "--archive-cleanup-command",
            paramLabel = "COMMAND",
            description = "PostgreSQL's archive_cleanup_command (archive_cleanup_command).")
    private @Nullable String archiveCleanupCommand;

    @Option(
            names = "--recovery-min-apply-delay",
            paramLabel = "TIME",
            description = "PostgreSQL's recovery_min_apply_delay (recovery_min_apply_delay).")
    private @Nullable String recoveryMinApplyDelay;

    @Option(
            names = {"-b", "--pg-bindir"},
            paramLabel = "DIRECTORY",
            description = "Where the local PostgreSQL's programs are (pg_bindir).")
    private @Nullable Path binaries;

    @Option(names = "--streams", paramLabel = "N", description = "How many files to fetch at a time (default: 3).")
    private int streams = CopyLimits.DEFAULT.streams();

    @Option(
            names = "--rate",
            paramLabel = "MB",
            description = "Fetch no more than so many megabytes a second (default: no limit).")
    private @Nullable Double megabytesPerSecond;

    @Option(names = "--without-barman", description = "Refused: WalSafe clones from Barman alone.")
    private boolean withoutBarman;

    private Optional<RepmgrConf> conf = Optional.empty();

    /**
     * Reads the file, if there is one, and refuses what no clone can do.
     *
     * @throws IllegalArgumentException when an option cannot be used
     * @throws IOException when the file cannot be read
     */
    void read() throws IOException {
        if (withoutBarman) {
            throw new IllegalArgumentException("WalSafe clones from Barman alone: without Barman, use"
                    + " pg_basebackup --pgdata=DIRECTORY --write-recovery-conf");
        }
        if (configFile != null) {
            conf = Optional.of(RepmgrConfFile.read(configFile));
        }
        if (upstream != null && ConnectionString.parse(upstream).hasSecret()) {
            throw new IllegalArgumentException(
                    "--upstream-conninfo with a password in it is refused, because command lines"
                            + " and logs show it: put the password into ~/.pgpass");
        }
    }

    /** The file that is gone by. */
    Optional<Path> configFile() {
        return Optional.ofNullable(configFile);
    }

    /** Where Barman is. */
    BarmanDestination destination() {
        String host = Optional.ofNullable(barmanHost)
                .or(() -> conf.flatMap(c -> c.value("barman_host")))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Barman's host is not given: set barman_host, or give --barman-host"));
        return BarmanDestination.of(host, conf.flatMap(c -> c.value("ssh_options")), sshConfiguration);
    }

    private BarmanServer server() {
        String name = Optional.ofNullable(barmanServer)
                .or(() -> conf.flatMap(c -> c.value("barman_server")))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the server's name at Barman is not given: set barman_server, or give --barman-server"));
        return new BarmanServer(
                name, Optional.ofNullable(barmanConfig).or(() -> conf.flatMap(c -> c.value("barman_config"))));
    }

    /**
     * Everything that is wanted.
     *
     * @param barman Barman's host, asked where nobody says whom to stream from
     * @throws IOException when it could not be asked
     */
    CloneSettings settings(Host barman) throws IOException {
        CloneSettings.Builder settings = builder();
        if (catalogue != null) {
            settings.catalogue(HostPath.of(catalogue));
        }
        settings.backup(BackupChoice.parse(backup))
                .existing(force ? ExistingData.REPLACE : ExistingData.REFUSE)
                .upstream(upstream(barman))
                .upstreamCheck(
                        noUpstreamConnection
                                ? CloneSettings.UpstreamCheck.SKIPPED
                                : CloneSettings.UpstreamCheck.REQUIRED)
                .restoreCommandCheck(
                        restoreCommandNotTried
                                ? CloneSettings.RestoreCommandCheck.SKIPPED
                                : CloneSettings.RestoreCommandCheck.REQUIRED)
                .limits(limits());
        tablespaces.stream().map(TablespaceMapping::parse).forEach(settings::tablespace);
        Optional.ofNullable(nodeName).ifPresent(settings::nodeName);
        Optional.ofNullable(slot).ifPresent(settings::slot);
        Optional.ofNullable(restoreCommand)
                .or(() -> conf.flatMap(c -> c.value("restore_command")))
                .or(this::ownRestoreCommand)
                .ifPresent(settings::restoreCommand);
        Optional.ofNullable(archiveCleanupCommand).ifPresent(settings::archiveCleanupCommand);
        Optional.ofNullable(recoveryMinApplyDelay).ifPresent(settings::recoveryMinApplyDelay);
        Optional.ofNullable(binaries).ifPresent(settings::binaries);
        return settings.build();
    }

    private CloneSettings.Builder builder() {
        Optional<Path> target = Optional.ofNullable(dataDirectory).map(Path::toAbsolutePath);
        if (conf.isPresent() && barmanServer == null && barmanConfig == null) {
            return CloneSettings.from(conf.get(), target);
        }
        return conf.map(c -> CloneSettings.from(c, server(), target))
                .orElseGet(() -> CloneSettings.builder(
                        server(),
                        target.orElseThrow(() -> new IllegalArgumentException("no data directory is given: give -D"))));
    }

    private ConnectionString upstream(Host barman) throws IOException {
        ConnectionString server = upstreamWithoutPassfile(barman);
        Optional<String> passfile = conf.flatMap(c -> c.value("passfile"));
        return passfile.isPresent() && server.get("passfile").isEmpty()
                ? server.with("passfile", passfile.get())
                : server;
    }

    private ConnectionString upstreamWithoutPassfile(Host barman) throws IOException {
        if (upstream != null) {
            return ConnectionString.parse(upstream);
        }
        if (upstreamHost == null) {
            return CloneUpstream.ofBarman(barman, server(), conf, destination().isHere());
        }
        ConnectionString given = new ConnectionString(Map.of("host", upstreamHost));
        given = upstreamPort == null ? given : given.with("port", upstreamPort.toString());
        given = upstreamUser == null ? given : given.with("user", upstreamUser);
        return upstreamDatabase == null ? given : given.with("dbname", upstreamDatabase);
    }

    private CopyLimits limits() {
        return new CopyLimits(
                streams,
                megabytesPerSecond == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(Math.round(megabytesPerSecond * MEGABYTE)),
                CopyLimits.DEFAULT.deadline(),
                CopyLimits.DEFAULT.patience());
    }

    /** WalSafe's own, from the same Barman by the same way; empty where nobody knows the program's path. */
    private Optional<String> ownRestoreCommand() {
        return Launcher.program().map(program -> {
            BarmanDestination barman = destination();
            List<String> words = new ArrayList<>(List.of(program.value(), RestoreCommand.NAME));
            barman.configuration().ifPresent(file -> words.addAll(List.of("--ssh-config", file.toString())));
            if (barman.isHere()) {
                words.add("--local");
            }
            barman.destination().user().ifPresent(user -> words.addAll(List.of("--user", user)));
            if (barman.destination().port().isPresent()) {
                words.addAll(List.of(
                        "--port", Integer.toString(barman.destination().port().getAsInt())));
            }
            server().configuration().ifPresent(file -> words.addAll(List.of("--config", file)));
            Optional.ofNullable(catalogue).ifPresent(directory -> words.addAll(List.of("--catalogue", directory)));
            words.addAll(List.of(barman.destination().host(), server().name()));
            return ShellWord.commandLine(words).replace("%", "%%") + " %f %p";
        });
    }
}
