package org.walsafe.examples.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.walsafe.error.PrintableText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands that people type, described to picocli; and the help of all. */
@Command(
        name = "walsafe",
        versionProvider = Version.class,
        customSynopsis = {"walsafe COMMAND [ARGUMENT...]", "       walsafe [COMMAND] --help", "       walsafe --version"
        },
        description = {
            "PostgreSQL recycles a WAL file only when the archive provably holds it.",
            "",
            "For archives that fetch or receive WAL themselves, such as Barman's. As archive_command, the gate answers"
                    + " \"archived\" for a WAL file only when a confirmation of that file is in the registry; until then"
                    + " PostgreSQL keeps it. Whoever has seen the file safely in the archive confirms it. The gate copies"
                    + " nothing, and what it answers for, it answers again after any crash."
        },
        commandListHeading = "%nFor every WAL file (started by PostgreSQL, or by the archive):%n"
                + "  gate      PostgreSQL's archive_command: is this WAL file confirmed?%n"
                + "  hook      Barman's post_archive_retry_script: confirms what Barman has archived.%n"
                + "  confirm   Say that WAL files are safe in the archive.%n"
                + "  restore   PostgreSQL's restore_command, in place of barman-wal-restore.%n"
                + "  push      PostgreSQL's archive_command for Barman, in place of barman-wal-archive.%n"
                + "  prefetch  Keeps segments ready for restore, which starts it.%n"
                + "%nFor people:%n"
                + "  restore-script  Print the fast path of restore as a POSIX sh script.%n",
        footerHeading = "%n",
        footer = {
            "Exit status of every command but 'hook', which speaks to Barman:",
            "  0  done; for a question: yes",
            "  1  the answer is no: pending, not confirmed, a difference was found",
            "  2  refused: wrong arguments, a conflict, something invalid",
            "  3  unknown: could not look, or could not write",
            "",
            "An error is one line on standard error, and says what to do where that is known. With --json, facts are"
                    + " one JSON object per line on standard output, and an error is one on standard error.",
            "",
            "WALSAFE_REGISTRY names the registry where --registry is not given, JAVA_HOME the Java to run with."
                    + " Try 'walsafe demo' first: it leaves nothing behind."
        })
final class OperatorCommands implements Runnable {

    private static final int HELP_WIDTH = 96;

    private static final CommandMenu MENU = new CommandMenu()
            .with("gate-script", GateScriptCommand.class)
            .with("hook-script", HookScriptCommand.class)
            .with("setup", SetupCommand.class)
            .with("reconcile", ReconcileCommand.class)
            .with("receive", ReceiveCommand.class)
            .with("doctor", DoctorCommand.class)
            .with("list", ListCommand.class)
            .with("show", ShowCommand.class)
            .with("withdraw", WithdrawCommand.class)
            .with("registry", RegistryCommand.class)
            .with("wal", WalCommand.class)
            .with("verify", VerifyCommand.class)
            .with("clone", CloneCommand.class)
            .with("demo", DemoCommand.class)
            .with("bench", BenchCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    private OperatorCommands() {}

    static int run(String[] arguments, Terminal terminal) {
        CommandLine commandLine = new CommandLine(new OperatorCommands(), new TerminalFactory(terminal));
        MENU.describe(commandLine, word(arguments, 0));
        CommandLine verify = commandLine.getSubcommands().get("verify");
        if (verify != null) {
            VerifyCommand.MENU.describe(verify, word(arguments, 1));
        }
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        layOut(commandLine);
        commandLine.setParameterExceptionHandler((wrong, words) -> {
            String command = nameOf(wrong.getCommandLine().getCommandSpec().qualifiedName(" "));
            return terminal.complain(command, Complaint.wrongArguments(command, messageOf(wrong)))
                    .code();
        });
        commandLine.setExecutionExceptionHandler((failure, failed, result) -> terminal.complain(
                        nameOf(failed.getCommandSpec().qualifiedName(" ")), failure)
                .code());
        return commandLine.execute(arguments);
    }

    private static String word(String[] arguments, int index) {
        return index < arguments.length ? arguments[index] : "";
    }

    /** All help looks alike, and tells the exit statuses: a command's own, or else those of the command above it. */
    private static void layOut(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.descriptionHeading("%n").parameterListHeading("%nArguments:%n").optionListHeading("%nOptions:%n");
        CommandLine above = command.getParent();
        if (above != null) {
            usage.commandListHeading("%nCommands:%n");
            if (usage.exitCodeList().isEmpty()) {
                UsageMessageSpec inherited = above.getCommandSpec().usageMessage();
                usage.exitCodeListHeading(inherited.exitCodeListHeading()).exitCodeList(inherited.exitCodeList());
            }
        }
        command.getSubcommands().values().forEach(OperatorCommands::layOut);
    }

    private static String messageOf(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !wrong.getCommandLine().getSubcommands().isEmpty()) {
            String word = PrintableText.quoted(unmatched.getUnmatched().get(0));
            List<String> suggestions = unmatched.getSuggestions();
            return "there is no command " + word
                    + (suggestions.isEmpty() ? "" : "; perhaps " + String.join(" or ", suggestions) + " is meant");
        }
        return String.valueOf(wrong.getMessage());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    private static String nameOf(String qualified) {
        return qualified.startsWith("walsafe ") ? qualified.substring("walsafe ".length()) : "";
    }
}
