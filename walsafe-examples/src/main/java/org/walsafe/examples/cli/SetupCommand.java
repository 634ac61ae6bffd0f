package org.walsafe.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.walsafe.archive.ArchiveCommandSetting;
import org.walsafe.barman.HookScript;
import org.walsafe.barman.SetupAdvice;
import org.walsafe.barman.SetupFacts;
import org.walsafe.barman.SetupSection;
import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;
import org.walsafe.wal.PostgresMajor;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code walsafe setup}: how PostgreSQL and Barman are set up. */
@Command(
        name = "setup",
        description = {
            "Print the exact lines that set up PostgreSQL and Barman, and what to beware of. Nothing is changed.",
            "",
            "For Barman receiving WAL by streaming, with the sh gate on PostgreSQL's host."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:printed", "2:wrong arguments, or a command that Barman's configuration cannot hold"})
final class SetupCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--postgresql",
            required = true,
            paramLabel = "VERSION",
            description = "PostgreSQL's major version, such as 9.3 or 15.")
    private String version = "";

    @Mixin
    private BarmanServerOption barman = new BarmanServerOption();

    @Option(
            names = "--safe-directory",
            paramLabel = "DIRECTORY",
            defaultValue = "/var/lib/postgresql/.wal_safe_dir",
            description = "Where confirmations will be kept on PostgreSQL's host (default: ${DEFAULT-VALUE}).")
    private String safeDirectory = "";

    @Option(
            names = "--gate-script",
            paramLabel = "FILE",
            defaultValue = "/etc/walsafe/gate.sh",
            description = "Where the gate will be on PostgreSQL's host (default: ${DEFAULT-VALUE}).")
    private String gateScript = "";

    @Option(names = "--slot", paramLabel = "NAME", description = "The replication slot that Barman receives through.")
    private @Nullable String slot;

    @Option(
            names = "--slots",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "How many replication slots the server has (default: ${DEFAULT-VALUE}).")
    private int slots;

    @ArgGroup(heading = "%nHow Barman's hook confirms; without any, only 'walsafe reconcile' does:%n")
    private HookOption hook = new HookOption();

    @Option(
            names = "--post-archive-script",
            paramLabel = "COMMAND",
            description = "post_archive_script as Barman has it now.")
    private @Nullable String postScript;

    @Option(
            names = "--post-archive-retry-script",
            paramLabel = "COMMAND",
            description = "post_archive_retry_script as Barman has it now.")
    private @Nullable String postRetryScript;

    @Mixin
    private JsonOption json = new JsonOption();

    /** Which hook Barman is to have. */
    static final class HookOption {

        private static final String HOOK_SCRIPT = "/etc/walsafe/hook.sh";

        @Option(
                names = "--spool",
                paramLabel = "DIRECTORY",
                description = "It drops the file's name there for a resident 'walsafe reconcile --follow'.")
        private @Nullable String spool;

        @Option(
                names = "--hook",
                paramLabel = "COMMAND",
                description = "It is this command, such as '/opt/walsafe/bin/walsafe hook --registry"
                        + " ssh://postgres@pg/~/.wal_safe_dir'.")
        private @Nullable String command;

        @Option(
                names = "--registry",
                paramLabel = "URI",
                description = "It confirms there by itself, as the script of 'walsafe hook-script --registry URI'.")
        private @Nullable String registry;

        private Optional<HostPath> spool() {
            return Optional.ofNullable(spool).map(HostPath::of);
        }

        private Optional<SetupSection> scriptSection() {
            return Optional.ofNullable(registry)
                    .map(uri -> new SetupSection(
                            "Barman's host, as the user that Barman runs as; the file then goes to " + HOOK_SCRIPT
                                    + " there, writable by root alone",
                            List.of("walsafe hook-script --registry " + ShellWord.quote(uri) + " >hook.sh")));
        }

        private Optional<String> command() {
            return spool().map(HookScript::new)
                    .map(HookScript::line)
                    .or(() -> Optional.ofNullable(command))
                    .or(() -> Optional.ofNullable(registry).map(uri -> "/bin/sh " + HOOK_SCRIPT));
        }
    }

    SetupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        HostPath directory = HostPath.of(safeDirectory);
        HostPath script = HostPath.of(gateScript);
        SetupAdvice advice = SetupAdvice.of(new SetupFacts(
                major(),
                slots,
                directory,
                ArchiveCommandSetting.sourcing(script).confLine(),
                barman.server(),
                Optional.ofNullable(slot),
                hook.command(),
                hook.spool(),
                Optional.ofNullable(postScript),
                Optional.ofNullable(postRetryScript)));
        List<SetupSection> sections = new ArrayList<>();
        sections.add(new SetupSection(
                "This machine; the file then goes to PostgreSQL's host as " + script + ", writable by root alone",
                List.of("walsafe gate-script " + ShellWord.quote(directory.value()) + " >gate.sh")));
        hook.scriptSection().ifPresent(sections::add);
        sections.addAll(advice.sections());
        sections.forEach(this::print);
        advice.warnings().forEach(this::warn);
        return ExitStatus.DONE.code();
    }

    private PostgresMajor major() {
        return Stream.of(PostgresMajor.values())
                .filter(major -> major.toString().equals(version))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("--postgresql is one of "
                        + Stream.of(PostgresMajor.values())
                                .map(PostgresMajor::toString)
                                .collect(Collectors.joining(", "))));
    }

    private void print(SetupSection section) {
        if (json.form() == Terminal.Form.TEXT) {
            terminal.print(
                    json.form(), "# " + section.place() + ":\n" + String.join("\n", section.lines()) + "\n", Map.of());
            return;
        }
        for (String line : section.lines()) {
            terminal.print(json.form(), "", Map.of("place", section.place(), "line", line));
        }
    }

    private void warn(String warning) {
        terminal.print(json.form(), "# Beware: " + warning, Map.of("warning", warning));
    }
}
