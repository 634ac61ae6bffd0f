package org.walsafe.examples.cli;

import java.util.concurrent.Callable;
import org.walsafe.archive.GateScript;
import org.walsafe.archive.OldMarkers;
import org.walsafe.archive.PartialSegments;
import org.walsafe.archive.ScriptChecks;
import org.walsafe.archive.UnattestedConfirmations;
import org.walsafe.host.HostPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code walsafe gate-script}: the gate for hosts without a JVM. */
@Command(
        name = "gate-script",
        description = {
            "Print the gate as a POSIX sh script, for PostgreSQL hosts without Java.",
            "",
            "Store it where PostgreSQL can read it and only trusted users can write, and set in postgresql.conf:",
            "",
            "  archive_command = 'set -- \"%%p\" \"%%f\"; . /etc/walsafe/gate.sh'",
            "",
            "That reads it into the shell which PostgreSQL starts anyway, instead of starting a second one."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:printed", "2:wrong arguments"})
final class GateScriptCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "DIRECTORY",
            description = "The WAL safe directory on PostgreSQL's host, an absolute path.")
    private String directory = "";

    @Option(
            names = "--refuse-unattested",
            description = "Markers without evidence, such as touch makes, confirm nothing.")
    private boolean refuseUnattested;

    @Option(names = "--require-partial", description = "Partial segments need a confirmation, too.")
    private boolean requirePartial;

    @Option(names = "--check-all", description = "Compare all that can be compared, at the cost of a program more.")
    private boolean checkAll;

    @Option(names = "--clean-up", description = "Remove markers of segments long recycled, where no reconciler does.")
    private boolean cleanUp;

    @Mixin
    private JsonOption json = new JsonOption();

    GateScriptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String script = GateScript.of(HostPath.of(directory))
                .with(refuseUnattested ? UnattestedConfirmations.REFUSED : UnattestedConfirmations.ACCEPTED)
                .with(requirePartial ? PartialSegments.CONFIRMATION_REQUIRED : PartialSegments.ACCEPTED)
                .with(checkAll ? ScriptChecks.ALL : ScriptChecks.QUICK)
                .with(cleanUp ? OldMarkers.REMOVED : OldMarkers.KEPT)
                .text();
        terminal.printScript(json.form(), script);
        return ExitStatus.DONE.code();
    }
}
