package org.walsafe.examples.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code walsafe verify}: looks closely enough that "good" means a restore works. */
@Command(
        name = "verify",
        description = "Read WAL files and archives, and say whether a restore from them works.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status of each:%n",
        exitCodeList = {
            "0:good",
            "1:something is lost or damaged",
            "2:it cannot be told, or the arguments are wrong",
            "3:nobody could look"
        })
final class VerifyCommand implements Runnable {

    static final CommandMenu MENU = new CommandMenu()
            .with("archive", VerifyArchiveCommand.class)
            .with("backup", VerifyBackupCommand.class)
            .with("wal", VerifyWalCommand.class)
            .with("pair", VerifyPairCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable") // for its --help
    private JsonOption json = new JsonOption();

    private VerifyCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }
}
