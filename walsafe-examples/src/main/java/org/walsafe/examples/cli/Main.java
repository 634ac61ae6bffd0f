package org.walsafe.examples.cli;

import java.util.Set;

/**
 * The {@code walsafe} program.
 *
 * @since 0.1.0
 */
public final class Main {

    private static final Set<String> FOR_EVERY_WAL_FILE =
            Set.of(GateCommand.NAME, ConfirmCommand.NAME, HookCommand.NAME);

    private Main() {}

    /**
     * Runs one subcommand and ends the JVM with its exit status, as a rule an {@link ExitStatus}.
     *
     * @param arguments the subcommand and its arguments
     */
    public static void main(String[] arguments) {
        int status = run(arguments, new Terminal(System.out, System.err));
        if (arguments.length > 0 && FOR_EVERY_WAL_FILE.contains(arguments[0])) {
            // Nothing is open any more; and since Java 21, System.exit would first load a logger to log the call.
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(status);
        }
        System.exit(status);
    }

    /** Runs one subcommand; says what to end with. */
    static int run(String[] arguments, Terminal plain) {
        Terminal terminal = plain.complainingIn(Arguments.formOf(arguments));
        String command = arguments.length == 0 ? "" : arguments[0];
        return switch (command) {
            case GateCommand.NAME -> GateCommand.run(Arguments.after(arguments), terminal);
            case ConfirmCommand.NAME -> ConfirmCommand.run(Arguments.after(arguments), terminal);
            case HookCommand.NAME -> HookCommand.run(Arguments.after(arguments), System.getenv(), terminal);
            case RestoreCommand.NAME -> RestoreCommand.run(Arguments.after(arguments), terminal);
            case PushCommand.NAME -> PushCommand.run(Arguments.after(arguments), terminal);
            case PrefetchCommand.NAME -> PrefetchCommand.run(Arguments.after(arguments), terminal);
            case RestoreScriptCommand.NAME -> RestoreScriptCommand.run(Arguments.after(arguments), terminal);
            default -> OperatorCommands.run(arguments, terminal);
        };
    }
}
