package org.walsafe.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that {@link SshHost} needs to know to reach one host.
 *
 * <p>Made by {@link OpenSshSettings}, from the user's own SSH configuration, or here, from nothing: what is not said has the
 * default that its method names. Holds no secret. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class SshConfiguration {

    /** How often a silent host is asked whether it is still there, and how often in vain before it is given up. */
    record KeepAlive(Duration interval, int count) {}

    private final SshTarget target;
    private final List<SshCredentials> credentials;
    private final List<Path> knownHosts;
    private final Optional<String> hostKeyAlias;
    private final Optional<SshConfiguration> jump;
    private final SshAlgorithms algorithms;
    private final int leastRsaBits;
    private final Duration connectTimeout;
    private final Duration operationTimeout;
    private final KeepAlive keepAlive;
    private final CommandFraming framing;

    private SshConfiguration(Builder builder) {
        target = builder.target;
        credentials = List.copyOf(builder.credentials);
        knownHosts = List.copyOf(builder.knownHosts);
        hostKeyAlias = builder.hostKeyAlias;
        jump = builder.jump;
        algorithms = builder.algorithms;
        leastRsaBits = builder.leastRsaBits;
        connectTimeout = builder.connectTimeout;
        operationTimeout = builder.operationTimeout;
        keepAlive = builder.keepAlive;
        framing = builder.framing;
    }

    /** Begins the configuration of a connection to {@code target}. */
    public static Builder builder(SshTarget target) {
        return new Builder(target);
    }

    /** A builder that holds all of this configuration. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Whom to be where. */
    public SshTarget target() {
        return target;
    }

    /** What to log in with, in this order. */
    public List<SshCredentials> credentials() {
        return credentials;
    }

    /** The {@code known_hosts} files. */
    public List<Path> knownHosts() {
        return knownHosts;
    }

    /** The name under which the host's key is looked up, where it is not the host's own. */
    public Optional<String> hostKeyAlias() {
        return hostKeyAlias;
    }

    /** The host through which to go. */
    public Optional<SshConfiguration> jump() {
        return jump;
    }

    /** The algorithms that may be used. */
    public SshAlgorithms algorithms() {
        return algorithms;
    }

    /** The length in bits of the shortest RSA host key that is believed. */
    public int leastRsaBits() {
        return leastRsaBits;
    }

    /** How long connecting and logging in may take together. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long the host may take for one answer. */
    public Duration operationTimeout() {
        return operationTimeout;
    }

    KeepAlive keepAlive() {
        return keepAlive;
    }

    /** How command lines are handed to the remote shell. */
    public CommandFraming framing() {
        return framing;
    }

    /** The target. */
    @Override
    public String toString() {
        return target.toString();
    }

    /**
     * Collects a configuration. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private final SshTarget target;
        private List<SshCredentials> credentials = new ArrayList<>();
        private List<Path> knownHosts;
        private Optional<String> hostKeyAlias = Optional.empty();
        private Optional<SshConfiguration> jump = Optional.empty();
        private SshAlgorithms algorithms = SshAlgorithms.DEFAULT;
        private int leastRsaBits = 2048;
        private Duration connectTimeout = Duration.ofSeconds(20);
        private Duration operationTimeout = Duration.ofSeconds(30);
        private KeepAlive keepAlive = new KeepAlive(Duration.ofSeconds(15), 3);
        private CommandFraming framing = CommandFraming.MARKED;

        private Builder(SshTarget target) {
            this.target = target;
            this.knownHosts = List.of(
                    UserFiles.home().resolve(".ssh/known_hosts"),
                    UserFiles.home().resolve(".ssh/known_hosts2"),
                    Path.of("/etc/ssh/ssh_known_hosts"),
                    Path.of("/etc/ssh/ssh_known_hosts2"));
        }

        private Builder(SshConfiguration from) {
            target = from.target;
            credentials = new ArrayList<>(from.credentials);
            knownHosts = from.knownHosts;
            hostKeyAlias = from.hostKeyAlias;
            jump = from.jump;
            algorithms = from.algorithms;
            leastRsaBits = from.leastRsaBits;
            connectTimeout = from.connectTimeout;
            operationTimeout = from.operationTimeout;
            keepAlive = from.keepAlive;
            framing = from.framing;
        }

        /** Adds something to log in with; tried after those before it. */
        public Builder credentials(SshCredentials more) {
            credentials.add(more);
            return this;
        }

        /** Logs in with these alone; default: none. */
        public Builder onlyCredentials(List<SshCredentials> all) {
            credentials = new ArrayList<>(all);
            return this;
        }

        /** The {@code known_hosts} files; default: those of {@code ssh}, in {@code ~/.ssh} and {@code /etc/ssh}. */
        public Builder knownHosts(List<Path> files) {
            knownHosts = List.copyOf(files);
            return this;
        }

        /** The name under which the host's key is looked up; default: the host's name and port. */
        public Builder hostKeyAlias(String alias) {
            hostKeyAlias = Optional.of(alias);
            return this;
        }

        /** Goes through another host; default: directly. */
        public Builder jump(SshConfiguration through) {
            jump = Optional.of(through);
            return this;
        }

        /** The algorithms that may be used; default: {@link SshAlgorithms#DEFAULT}. */
        public Builder algorithms(SshAlgorithms allowed) {
            algorithms = allowed;
            return this;
        }

        /** The length in bits of the shortest RSA host key to believe; default: 2048. */
        public Builder leastRsaBits(int bits) {
            leastRsaBits = bits;
            return this;
        }

        /** How long connecting and logging in may take together; default: 20 seconds. */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = positive("connectTimeout", timeout);
            return this;
        }

        /** How long the host may take for one answer; default: 30 seconds. */
        public Builder operationTimeout(Duration timeout) {
            operationTimeout = positive("operationTimeout", timeout);
            return this;
        }

        /**
         * How often a connection is checked, in whole seconds, and how many checks may go unanswered before it is given up;
         * default: every 15 seconds, 3.
         */
        public Builder keepAlive(Duration interval, int count) {
            if (interval.toSeconds() < 1 || count < 1) {
                throw new IllegalArgumentException(
                        "keep-alive interval must be >= 1 second and count >= 1, are " + interval + " and " + count);
            }
            keepAlive = new KeepAlive(interval, count);
            return this;
        }

        /** How command lines are handed to the remote shell; default: {@link CommandFraming#MARKED}. */
        public Builder framing(CommandFraming how) {
            framing = how;
            return this;
        }

        /** The configuration. */
        public SshConfiguration build() {
            return new SshConfiguration(this);
        }

        private static Duration positive(String what, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(what + " must be > 0, is " + duration);
            }
            return duration;
        }
    }
}
