package org.walsafe.clone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.clone.copy.CopyLimits;
import org.walsafe.clone.copy.ExistingData;
import org.walsafe.connection.ConnectionString;
import org.walsafe.host.HostPath;
import org.walsafe.restore.BarmanServer;

/**
 * What clone is wanted. Each part has the name, and where there is one the default, of repmgr's setting.
 *
 * <p>Immutable and thread-safe.
 *
 * @param barman the server in Barman's configuration: {@code barman_server} and {@code barman_config}
 * @param catalogue the server's directory below Barman's home, for where the {@code barman} command cannot be run; empty to
 *     ask Barman for it
 * @param backup which backup
 * @param dataDirectory the data directory to make, absolute: {@code data_directory}
 * @param tablespaces where tablespaces go that do not stay where they were: {@code tablespace_mapping}
 * @param existing what becomes of files that are there already
 * @param nodeName the standby's {@code application_name}: {@code node_name}
 * @param upstream whom the standby streams from; empty for a standby that lives on the archive alone
 * @param upstreamCheck whether that server is asked
 * @param slot the replication slot to stream through: {@code use_replication_slots}
 * @param restoreCommand PostgreSQL's {@code restore_command}
 * @param restoreCommandCheck whether it is tried first
 * @param archiveCleanupCommand PostgreSQL's {@code archive_cleanup_command}
 * @param recoveryMinApplyDelay PostgreSQL's {@code recovery_min_apply_delay}
 * @param binaries where the local PostgreSQL's programs are: {@code pg_bindir}; empty to look for them
 * @param limits what the copy may take
 * @param patience how long one question to a host or a server may take
 * @since 0.1.0
 */
public record CloneSettings(
        BarmanServer barman,
        Optional<HostPath> catalogue,
        BackupChoice backup,
        Path dataDirectory,
        List<TablespaceMapping> tablespaces,
        ExistingData existing,
        Optional<String> nodeName,
        Optional<ConnectionString> upstream,
        UpstreamCheck upstreamCheck,
        Optional<String> slot,
        Optional<String> restoreCommand,
        RestoreCommandCheck restoreCommandCheck,
        Optional<String> archiveCleanupCommand,
        Optional<String> recoveryMinApplyDelay,
        Optional<Path> binaries,
        CopyLimits limits,
        Duration patience) {

    /** Whether the upstream server is asked before anything is touched. */
    public enum UpstreamCheck {
        /** It must answer. */
        REQUIRED,
        /** It is left alone: it may be down. */
        SKIPPED
    }

    /** Whether {@code restore_command} is tried before anything is touched. */
    public enum RestoreCommandCheck {
        /** It must fetch a segment that the backup needs. */
        REQUIRED,
        /** It is written down as it is. */
        SKIPPED
    }

    /**
     * Checks what can be checked without looking anywhere.
     *
     * @throws InvalidCloneSettingException when the data directory is not absolute, a value has a line break, or the slot has
     *     no name for one
     */
    public CloneSettings {
        tablespaces = List.copyOf(tablespaces);
        if (!dataDirectory.isAbsolute()) {
            throw new InvalidCloneSettingException(
                    "the data directory " + dataDirectory + " is no absolute path", "Give the whole path.");
        }
        requireOneLine("node_name", nodeName);
        requireOneLine("restore_command", restoreCommand);
        requireOneLine("archive_cleanup_command", archiveCleanupCommand);
        requireOneLine("recovery_min_apply_delay", recoveryMinApplyDelay);
        upstream.ifPresent(to -> requireOneLine("primary_conninfo", Optional.of(to.text())));
        if (slot.isPresent() && !slot.get().matches("[a-z0-9_]{1,63}")) {
            throw new InvalidCloneSettingException(
                    "the replication slot has a name that PostgreSQL does not take",
                    "Lower case letters, digits and underscores, 63 at most.");
        }
    }

    private static void requireOneLine(String name, Optional<String> value) {
        if (value.isPresent() && value.get().chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new InvalidCloneSettingException(
                    name + " has a control character", "A setting of PostgreSQL is one line.");
        }
    }

    /**
     * Begins with what every clone needs.
     *
     * @param barman the server in Barman's configuration
     * @param dataDirectory the data directory to make, absolute
     * @return a builder; everything else has its default
     */
    public static Builder builder(BarmanServer barman, Path dataDirectory) {
        return new Builder(barman, dataDirectory);
    }

    /**
     * Begins with what a {@code repmgr.conf} says: {@code barman_server}, {@code barman_config}, {@code data_directory},
     * {@code tablespace_mapping}, {@code node_name}, {@code restore_command}, {@code archive_cleanup_command}, {@code
     * recovery_min_apply_delay}, {@code pg_bindir}, and {@code use_replication_slots} with {@code node_id}. Its other settings
     * are repmgr's own business; {@code barman_host} is the caller's.
     *
     * @param conf what it says
     * @param dataDirectory the data directory where the file names none; the file's counts, as with repmgr
     * @return a builder
     * @throws InvalidCloneSettingException when something that a clone needs is missing or cannot be used
     */
    public static Builder from(RepmgrConf conf, Optional<Path> dataDirectory) {
        return RepmgrSettings.of(conf, RepmgrSettings.barman(conf), dataDirectory);
    }

    /**
     * Begins with what a {@code repmgr.conf} says, but for the server in Barman's configuration.
     *
     * @param conf what it says
     * @param barman the server in Barman's configuration
     * @param dataDirectory the data directory where the file names none
     * @return a builder
     * @throws InvalidCloneSettingException when something that a clone needs is missing or cannot be used
     */
    public static Builder from(RepmgrConf conf, BarmanServer barman, Optional<Path> dataDirectory) {
        return RepmgrSettings.of(conf, barman, dataDirectory);
    }

    /** Collects settings. For one thread. */
    public static final class Builder {

        private final BarmanServer barman;
        private final Path dataDirectory;
        private Optional<HostPath> catalogue = Optional.empty();
        private BackupChoice backup = new BackupChoice.Latest();
        private final List<TablespaceMapping> tablespaces = new ArrayList<>();
        private ExistingData existing = ExistingData.REFUSE;
        private Optional<String> nodeName = Optional.empty();
        private Optional<ConnectionString> upstream = Optional.empty();
        private UpstreamCheck upstreamCheck = UpstreamCheck.REQUIRED;
        private Optional<String> slot = Optional.empty();
        private Optional<String> restoreCommand = Optional.empty();
        private RestoreCommandCheck restoreCommandCheck = RestoreCommandCheck.REQUIRED;
        private Optional<String> archiveCleanupCommand = Optional.empty();
        private Optional<String> recoveryMinApplyDelay = Optional.empty();
        private Optional<Path> binaries = Optional.empty();
        private CopyLimits limits = CopyLimits.DEFAULT;
        private Duration patience = Duration.ofMinutes(2);

        private Builder(BarmanServer barman, Path dataDirectory) {
            this.barman = barman;
            this.dataDirectory = dataDirectory;
        }

        /**
         * Where Barman keeps the server, so that the {@code barman} command is not needed.
         *
         * @param directory {@code <barman_home>/<server>}
         * @return this builder
         */
        public Builder catalogue(HostPath directory) {
            catalogue = Optional.of(directory);
            return this;
        }

        /**
         * Which backup; the latest by default.
         *
         * @param choice which
         * @return this builder
         */
        public Builder backup(BackupChoice choice) {
            backup = choice;
            return this;
        }

        /**
         * Where one more tablespace goes.
         *
         * @param mapping from where to where
         * @return this builder
         */
        public Builder tablespace(TablespaceMapping mapping) {
            tablespaces.add(mapping);
            return this;
        }

        /**
         * What becomes of files that are there already; by default they are the reason to refuse.
         *
         * @param choice what
         * @return this builder
         */
        public Builder existing(ExistingData choice) {
            existing = choice;
            return this;
        }

        /**
         * The standby's {@code application_name}.
         *
         * @param name its name
         * @return this builder
         */
        public Builder nodeName(String name) {
            nodeName = Optional.of(name);
            return this;
        }

        /**
         * Whom the standby streams from. A password in it is used to ask that server, and written nowhere.
         *
         * @param server how to connect
         * @return this builder
         */
        public Builder upstream(ConnectionString server) {
            upstream = Optional.of(server);
            return this;
        }

        /**
         * Whether the upstream server is asked; it must answer by default.
         *
         * @param check whether
         * @return this builder
         */
        public Builder upstreamCheck(UpstreamCheck check) {
            upstreamCheck = check;
            return this;
        }

        /**
         * The slot to stream through, which is created before the copy unless it is there.
         *
         * @param name its name
         * @return this builder
         */
        public Builder slot(String name) {
            slot = Optional.of(name);
            return this;
        }

        /**
         * How the standby fetches WAL from the archive.
         *
         * @param command PostgreSQL's {@code restore_command}, with {@code %f} and {@code %p}
         * @return this builder
         */
        public Builder restoreCommand(String command) {
            restoreCommand = Optional.of(command);
            return this;
        }

        /**
         * Whether {@code restore_command} is tried; it must work by default.
         *
         * @param check whether
         * @return this builder
         */
        public Builder restoreCommandCheck(RestoreCommandCheck check) {
            restoreCommandCheck = check;
            return this;
        }

        /**
         * What tidies an archive of the standby's own.
         *
         * @param command PostgreSQL's {@code archive_cleanup_command}
         * @return this builder
         */
        public Builder archiveCleanupCommand(String command) {
            archiveCleanupCommand = Optional.of(command);
            return this;
        }

        /**
         * How far the standby stays behind on purpose.
         *
         * @param delay PostgreSQL's {@code recovery_min_apply_delay}, such as {@code 1h}
         * @return this builder
         */
        public Builder recoveryMinApplyDelay(String delay) {
            recoveryMinApplyDelay = Optional.of(delay);
            return this;
        }

        /**
         * Where the local PostgreSQL's programs are.
         *
         * @param directory the directory with {@code postgres} in it
         * @return this builder
         */
        public Builder binaries(Path directory) {
            binaries = Optional.of(directory);
            return this;
        }

        /**
         * What the copy may take.
         *
         * @param newLimits the limits
         * @return this builder
         */
        public Builder limits(CopyLimits newLimits) {
            limits = newLimits;
            return this;
        }

        /**
         * How long one question may take: to Barman's host, to the upstream server, and to {@code restore_command}.
         *
         * @param time how long
         * @return this builder
         */
        public Builder patience(Duration time) {
            patience = time;
            return this;
        }

        /**
         * {@return the settings}
         *
         * @throws InvalidCloneSettingException when one cannot be used
         */
        public CloneSettings build() {
            return new CloneSettings(
                    barman,
                    catalogue,
                    backup,
                    dataDirectory,
                    tablespaces,
                    existing,
                    nodeName,
                    upstream,
                    upstreamCheck,
                    slot,
                    restoreCommand,
                    restoreCommandCheck,
                    archiveCleanupCommand,
                    recoveryMinApplyDelay,
                    binaries,
                    limits,
                    patience);
        }
    }
}
