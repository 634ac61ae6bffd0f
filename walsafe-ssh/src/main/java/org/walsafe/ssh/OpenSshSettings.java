package org.walsafe.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.LocalHost;

/**
 * The user's own SSH configuration, as OpenSSH itself resolves it: by {@code ssh -G}, with {@code Include}, {@code Match},
 * tokens and all.
 *
 * <p>Honoured are HostName, Port, User, IdentityFile, CertificateFile, IdentitiesOnly, IdentityAgent, UserKnownHostsFile,
 * GlobalKnownHostsFile, HostKeyAlias, RequiredRSASize, ProxyJump, ConnectTimeout, ServerAliveInterval, ServerAliveCountMax,
 * and the lists of algorithms. What WalSafe does not do and what decides whom one speaks to, or as whom, is an error:
 * ProxyCommand, KnownHostsCommand, RevokedHostKeys, PKCS11Provider, VerifyHostKeyDNS, and some more. StrictHostKeyChecking is
 * always yes here: an unknown key is never learnt, whatever the configuration says.
 *
 * <p>Where there is no {@code ssh}, and no configuration file that only it could read, OpenSSH's defaults are taken.
 *
 * <p>Immutable and thread-safe; {@link #resolve} blocks.
 *
 * @since 0.1.0
 */
public final class OpenSshSettings {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 127;
    private static final int MOST_HOPS = 8;
    private static final List<String> DEFAULT_KEYS = List.of("id_rsa", "id_ecdsa", "id_ed25519");

    private final List<String> ssh;
    private final Map<String, String> options;
    private final Map<String, String> environment;

    private OpenSshSettings(List<String> ssh, Map<String, String> options, Map<String, String> environment) {
        this.ssh = List.copyOf(ssh);
        this.options = Map.copyOf(options);
        this.environment = Map.copyOf(environment);
    }

    /** The configuration of the user that this JVM runs as, and that of the system. */
    public static OpenSshSettings ofUser() {
        return of(List.of("ssh"), System.getenv());
    }

    /** The configuration in {@code file} alone. */
    public static OpenSshSettings in(Path file) {
        return of(List.of("ssh", "-F", file.toString()), System.getenv());
    }

    /** What the program {@code ssh} says in {@code environment}. */
    static OpenSshSettings of(List<String> ssh, Map<String, String> environment) {
        return new OpenSshSettings(ssh, Map.of(), environment);
    }

    /** The same with {@code stronger} before all else, for the destination, but not for the hosts on the way to it. */
    OpenSshSettings with(RegistryUriSettings stronger) {
        List<String> words = new ArrayList<>(ssh);
        stronger.configFile().ifPresent(file -> words.addAll(List.of("-F", file)));
        return new OpenSshSettings(words, stronger.options(), environment);
    }

    /** What OpenSSH does by itself, where no configuration says anything, with one setting made. */
    OpenSshSettings withoutConfiguration(Map<String, String> set) {
        return new OpenSshSettings(List.of(ssh.get(0), "-F", "none"), set, environment);
    }

    /**
     * All that is needed to reach {@code destination}.
     *
     * @throws SshConfigurationException when the configuration cannot be read, or asks for what WalSafe does not do
     */
    public SshConfiguration resolve(SshDestination destination) {
        return resolve(destination, Optional.empty(), MOST_HOPS);
    }

    private SshConfiguration resolve(SshDestination destination, Optional<SshConfiguration> through, int hopsLeft) {
        if (hopsLeft == 0) {
            throw new SshConfigurationException(
                    "the way to " + destination + " leads over more than " + MOST_HOPS + " hosts",
                    "Look for a ProxyJump that leads in a circle.");
        }
        SettingList settings = ask(destination);
        Optional<SshConfiguration> last = through.or(() -> jump(settings, hopsLeft));
        SshConfiguration.Builder builder = configured(settings, destination);
        last.ifPresent(builder::jump);
        return builder.build();
    }

    /** The configuration that {@code settings} are, but for the hosts on the way. */
    SshConfiguration.Builder configured(SettingList settings, SshDestination destination) {
        UnsupportedSettings.refuse(settings, destination);
        SshTarget target = new SshTarget(
                settings.one("user").or(destination::user).orElseGet(OpenSshSettings::localUser),
                settings.one("hostname").orElse(destination.host()),
                settings.number("port").orElse(destination.port().orElse(SshTarget.DEFAULT_PORT)));
        SshConfiguration.Builder builder = SshConfiguration.builder(target);
        addCredentials(builder, settings, new SettingTokens(destination, target, environment));
        addHostKeys(builder, settings, destination);
        addTimes(builder, settings);
        builder.algorithms(algorithms(settings));
        return builder;
    }

    private static String localUser() {
        return System.getProperty("user.name", "");
    }

    /** The hosts of {@code ProxyJump} from the first to the last, each reached through the one before. */
    private Optional<SshConfiguration> jump(SettingList settings, int hopsLeft) {
        Optional<SshConfiguration> reached = Optional.empty();
        for (String hop : settings.words("proxyjump")) {
            reached = Optional.of(of(ssh, environment).resolve(SshDestination.parse(hop), reached, hopsLeft - 1));
        }
        return reached;
    }

    /** The words of {@code ssh} for {@code destination}; what is set here is stronger than {@code more}. */
    List<String> command(SshDestination destination, List<String> more) {
        List<String> words = new ArrayList<>(ssh);
        options.forEach((keyword, value) -> words.addAll(List.of("-o", keyword + '=' + quoted(value))));
        words.addAll(more);
        destination.user().ifPresent(user -> words.addAll(List.of("-l", user)));
        destination.port().ifPresent(port -> words.addAll(List.of("-p", String.valueOf(port))));
        words.addAll(List.of("--", destination.host()));
        return words;
    }

    /** What {@code ssh} says of {@code destination}. */
    SettingList ask(SshDestination destination) {
        List<String> words = command(destination, List.of("-G"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        CommandResult result;
        try (LocalHost local = new LocalHost()) {
            result = local.run(new Command(words, Command.Stdin.NONE, DEADLINE), printed);
        } catch (IOException e) {
            throw new SshConfigurationException(
                    "the SSH configuration of " + destination + " cannot be read: " + e.getMessage(),
                    "Look whether ssh -G " + destination.host() + " works.",
                    e);
        }
        if (result.ending() instanceof CommandEnding.Exited exited && exited.status() == NOT_FOUND) {
            return defaults(destination);
        }
        if (!result.succeeded()) {
            throw new SshConfigurationException(
                    "ssh -G " + destination.host() + " ended with " + result.ending() + ": "
                            + result.stderrTail().strip(),
                    "Mend the SSH configuration that it complains of.");
        }
        return SettingList.parse(printed.toString(StandardCharsets.UTF_8));
    }

    /** A value with blanks as {@code ssh_config} has it; others as they are, for not every keyword takes quotation marks. */
    private static String quoted(String value) {
        return value.indexOf(' ') < 0 ? value : '"' + value + '"';
    }

    private SettingList defaults(SshDestination destination) {
        Path file = UserFiles.home().resolve(".ssh/config");
        if (Files.exists(file)) {
            throw new SshConfigurationException(
                    "there is " + file + ", but no ssh to read it for " + destination,
                    "Install ssh (on Debian: apt-get install openssh-client), or remove the file.");
        }
        List<String> keys = DEFAULT_KEYS.stream().map(name -> "~/.ssh/" + name).toList();
        Map<String, List<String>> values = new HashMap<>(Map.of("identityfile", keys));
        options.forEach((keyword, value) -> values.put(keyword.toLowerCase(Locale.ROOT), List.of(value)));
        return new SettingList(values);
    }

    private void addCredentials(SshConfiguration.Builder builder, SettingList settings, SettingTokens tokens) {
        List<Path> keys =
                settings.all("identityfile").stream().map(tokens::path).toList();
        List<Path> certificates = settings.all("certificatefile").stream()
                .map(tokens::path)
                .filter(Files::exists)
                .toList();
        List<Path> only = settings.isYes("identitiesonly") ? publicKeysOf(keys) : List.of();
        if (!settings.isYes("identitiesonly") || !only.isEmpty()) {
            agent(settings).ifPresent(socket -> builder.credentials(new SshCredentials.Agent(socket, only)));
        }
        keys.stream()
                .filter(Files::exists)
                .map(key -> new SshCredentials.KeyFile(key, certificates, SshCredentials.Passphrase.NONE))
                .forEach(builder::credentials);
    }

    /** A public key without its private half is enough to choose one of the agent's. */
    private static List<Path> publicKeysOf(List<Path> keys) {
        return keys.stream()
                .map(key -> key.resolveSibling(key.getFileName() + ".pub"))
                .filter(Files::exists)
                .toList();
    }

    private Optional<Path> agent(SettingList settings) {
        boolean unset = !settings.values().containsKey("identityagent");
        String socket = unset ? "SSH_AUTH_SOCK" : settings.one("identityagent").orElse("");
        Optional<String> variable = socket.equals("SSH_AUTH_SOCK")
                ? Optional.of(socket)
                : Optional.of(socket).filter(text -> text.startsWith("$")).map(text -> text.substring(1));
        return variable.map(name -> environment.getOrDefault(name, ""))
                .or(() -> Optional.of(socket))
                .filter(path -> !path.isEmpty())
                .map(UserFiles::path);
    }

    private static void addHostKeys(
            SshConfiguration.Builder builder, SettingList settings, SshDestination destination) {
        List<Path> files = Stream.of("userknownhostsfile", "globalknownhostsfile")
                .flatMap(keyword -> settings.one(keyword).stream())
                .flatMap(value -> Stream.of(value.split(" +")))
                .map(UserFiles::path)
                .toList();
        if (files.stream().anyMatch(file -> !file.isAbsolute())) {
            throw new SshConfigurationException(
                    "the SSH configuration of " + destination + " names a known_hosts file with a blank in its name",
                    "Give the file another name: ssh -G does not say where a name ends.");
        }
        if (settings.values().containsKey("userknownhostsfile")) {
            builder.knownHosts(files);
        }
        settings.one("hostkeyalias").ifPresent(builder::hostKeyAlias);
        settings.number("requiredrsasize").ifPresent(builder::leastRsaBits);
    }

    private static void addTimes(SshConfiguration.Builder builder, SettingList settings) {
        settings.number("connecttimeout")
                .filter(seconds -> seconds > 0)
                .ifPresent(seconds -> builder.connectTimeout(Duration.ofSeconds(seconds)));
        settings.number("serveraliveinterval")
                .filter(seconds -> seconds > 0)
                .ifPresent(seconds -> builder.keepAlive(
                        Duration.ofSeconds(seconds),
                        settings.number("serveralivecountmax").orElse(3)));
    }

    private static SshAlgorithms algorithms(SettingList settings) {
        SshAlgorithms unsaid = SshAlgorithms.DEFAULT;
        return new SshAlgorithms(
                listed(settings, unsaid.keyExchange(), "kexalgorithms"),
                listed(settings, unsaid.hostKeys(), "hostkeyalgorithms"),
                listed(settings, unsaid.ciphers(), "ciphers"),
                listed(settings, unsaid.macs(), "macs"),
                listed(settings, unsaid.userKeys(), "pubkeyacceptedalgorithms", "pubkeyacceptedkeytypes"),
                listed(settings, unsaid.authorities(), "casignaturealgorithms"));
    }

    /** What is listed under the first of {@code keywords} that is set: a setting may have an older name. */
    private static List<String> listed(SettingList settings, List<String> unsaid, String... keywords) {
        return Stream.of(keywords)
                .map(settings::words)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse(unsaid);
    }
}
