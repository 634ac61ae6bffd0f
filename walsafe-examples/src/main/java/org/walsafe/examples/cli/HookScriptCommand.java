package org.walsafe.examples.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.walsafe.barman.HookScript;
import org.walsafe.host.HostPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code walsafe hook-script}: the hook for a resident confirmer. */
@Command(
        name = "hook-script",
        description = {
            "Print the line of Barman's server file that hands each archived WAL file to a resident 'walsafe reconcile"
                    + " --follow --spool DIRECTORY'.",
            "",
            "It is one line of POSIX sh that drops the file's name into the spool directory: no Java and no connection"
                    + " per WAL file. What it drops is a hint, and its loss does no harm. Where nothing is resident, use"
                    + " 'walsafe hook'."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:printed", "2:wrong arguments"})
final class HookScriptCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "DIRECTORY", description = "The spool directory on Barman's host, an absolute path.")
    private String spool = "";

    @Mixin
    private JsonOption json = new JsonOption();

    HookScriptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        HookScript script = new HookScript(HostPath.of(spool));
        terminal.print(
                json.form(),
                script.configurationLine(),
                Map.of("script", script.line(), "configuration", script.configurationLine()));
        return ExitStatus.DONE.code();
    }
}
