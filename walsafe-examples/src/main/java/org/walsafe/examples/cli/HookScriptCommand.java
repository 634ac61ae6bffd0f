package org.walsafe.examples.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.walsafe.barman.DirectHookScript;
import org.walsafe.barman.HookScript;
import org.walsafe.host.HostPath;
import org.walsafe.ssh.OpenSshSettings;
import org.walsafe.ssh.SshLocation;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code walsafe hook-script}: the hook in shell, for a resident confirmer or instead of one. */
@Command(
        name = "hook-script",
        description = {
            "Print Barman's post_archive_retry_script in POSIX sh: no Java per WAL file.",
            "",
            "With a DIRECTORY, it is the line of Barman's server file that drops the file's name there, for a resident"
                    + " 'walsafe reconcile --follow --spool DIRECTORY': no connection per WAL file, either. What it drops is"
                    + " a hint, and its loss does no harm.",
            "",
            "With --registry, where nothing is resident, it is a script that confirms: what 'walsafe hook' does, over one"
                    + " 'ssh', in a fraction of the time. What it cannot do it hands to 'walsafe hook'. Print it on Barman's"
                    + " host, as Barman's user, whose SSH configuration counts; store it where only trusted users can write,"
                    + " and set in Barman's server file:",
            "",
            "  post_archive_retry_script = /bin/sh /etc/walsafe/hook.sh"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:printed", "2:wrong arguments, or an SSH configuration that WalSafe cannot go by"})
final class HookScriptCommand implements Callable<Integer> {

    private static final List<String> SHELL_HERE = List.of("/bin/sh", "-s");

    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    private Form form = new Form();

    @Option(
            names = "--when-unreachable",
            paramLabel = "retry|give-up",
            description = "With --registry: for 'walsafe hook', see there.")
    private @Nullable String whenUnreachable;

    @Mixin
    private JsonOption json = new JsonOption();

    /** Which of the two. */
    static final class Form {

        @Parameters(paramLabel = "DIRECTORY", description = "The spool directory on Barman's host, an absolute path.")
        private @Nullable String spool;

        @Option(
                names = "--registry",
                paramLabel = "URI",
                description = "Where confirmations are kept: a directory, here or at ssh://user@host/path.")
        private @Nullable String registry;
    }

    HookScriptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (form.spool != null && whenUnreachable != null) {
            throw new IllegalArgumentException("--when-unreachable belongs to --registry");
        }
        if (form.spool != null) {
            printLine(new HookScript(HostPath.of(form.spool)));
        } else {
            String script = script(RegistryAddress.uri(form.registry)).text();
            terminal.printScript(json.form(), script);
        }
        return ExitStatus.DONE.code();
    }

    private void printLine(HookScript script) {
        terminal.print(
                json.form(),
                script.configurationLine(),
                Map.of("script", script.line(), "configuration", script.configurationLine()));
    }

    private DirectHookScript script(URI registry) {
        HookCommand.whenUnreachable(whenUnreachable);
        if ("ssh".equalsIgnoreCase(registry.getScheme())) {
            SshLocation location = SshLocation.of(registry);
            return script(location.shell(OpenSshSettings.ofUser()), location.path(), registry);
        }
        if ("file".equalsIgnoreCase(registry.getScheme())) {
            return script(SHELL_HERE, Path.of(registry).toString(), registry);
        }
        throw new IllegalArgumentException("a script can reach a registry in a directory only, here or over SSH");
    }

    private DirectHookScript script(List<String> shell, String directory, URI registry) {
        HostPath program = Launcher.program()
                .orElseThrow(() -> new IllegalArgumentException("only the program walsafe can say where it is"));
        List<String> words = new ArrayList<>(List.of(HookCommand.NAME, "--registry", registry.toString()));
        if (whenUnreachable != null) {
            words.addAll(List.of("--when-unreachable", whenUnreachable));
        }
        return new DirectHookScript(shell, directory, program, words);
    }
}
