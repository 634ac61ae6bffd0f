package org.walsafe.examples.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that people type, described to picocli; and the help of all. */
@Command(
        name = "walsafe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "PostgreSQL recycles a WAL file only when the archive provably holds it.",
            "",
            "As archive_command, the gate answers \"archived\" only for a WAL file that a confirmation in the registry"
                    + " speaks of. Whoever sees the file safely in the archive confirms it. Nothing is copied and"
                    + " nothing is deleted by the gate itself."
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nFor every WAL file (started by PostgreSQL, or by the archive):%n"
                + "  gate      PostgreSQL's archive_command: is this WAL file confirmed?%n"
                + "  confirm   Say that WAL files are safe in the archive.%n"
                + "%nFor people:%n",
        footerHeading = "%n",
        footer = {
            "Exit status of every command:",
            "  0  done; for a question: yes",
            "  1  the answer is no: pending, not confirmed, a difference was found",
            "  2  refused: wrong arguments, a conflict, something invalid",
            "  3  unknown: could not look, or could not write",
            "",
            "'walsafe COMMAND --help' tells more. Errors are one line on standard error."
        },
        subcommands = {
            GateScriptCommand.class,
            ReconcileCommand.class,
            ListCommand.class,
            ShowCommand.class,
            WithdrawCommand.class,
            WalCommand.class,
            DemoCommand.class,
            BenchCommand.class
        })
final class OperatorCommands implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private OperatorCommands() {}

    static int run(String[] arguments, Terminal terminal) {
        CommandLine commandLine = new CommandLine(new OperatorCommands(), new TerminalFactory(terminal));
        commandLine.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commandLine.setParameterExceptionHandler((wrong, words) -> {
            String command = wrong.getCommandLine().getCommandSpec().qualifiedName(" ");
            terminal.complain(nameOf(command), wrong.getMessage() + ". See '" + command + " --help'.");
            return ExitStatus.REFUSED.code();
        });
        commandLine.setExecutionExceptionHandler((failure, failed, result) -> terminal.complain(
                        nameOf(failed.getCommandSpec().qualifiedName(" ")), failure)
                .code());
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    private static String nameOf(String qualified) {
        return qualified.startsWith("walsafe ") ? qualified.substring("walsafe ".length()) : "";
    }
}
