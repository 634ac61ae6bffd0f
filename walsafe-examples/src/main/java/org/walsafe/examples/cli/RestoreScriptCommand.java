package org.walsafe.examples.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.walsafe.host.HostPath;
import org.walsafe.restore.RestoreScript;

/** {@code walsafe restore-script}: the fast path of {@code walsafe restore} for the shell. */
final class RestoreScriptCommand {

    static final String NAME = "restore-script";

    private static final String HELP =
            """
            Usage: walsafe restore-script [OPTIONS] HOST SERVER
                   walsafe restore-script [OPTIONS] --archive DIRECTORY...

            Print PostgreSQL's restore_command as a POSIX sh script. It serves segments that were fetched
            ahead without starting Java, and hands everything else to 'walsafe restore' with the same
            options; see there. Without --parallel, 8 segments are kept ready. Store it where PostgreSQL
            can read it and only trusted users can write:

              restore_command = '/bin/sh /etc/walsafe/restore.sh "%f" "%p"'

            """;

    private static final String PARALLEL = "--parallel=8";

    private RestoreScriptCommand() {}

    static int run(String[] words, Terminal terminal) {
        try {
            RestoreOptions options = parse(words);
            if (options.wantsHelp()) {
                terminal.out().print(HELP + ExitStatus.table());
                return ExitStatus.DONE.code();
            }
            String script = script(options);
            terminal.printScript(options.form(), script);
            return ExitStatus.DONE.code();
        } catch (RuntimeException e) {
            return terminal.complain(NAME, e).code();
        }
    }

    private static RestoreOptions parse(String[] words) {
        RestoreOptions options = RestoreOptions.parse(words, RestoreOptions.Operands.ARCHIVE);
        if (options.jobs() > 0) {
            return options;
        }
        List<String> more = new ArrayList<>(List.of(PARALLEL));
        more.addAll(Arrays.asList(words));
        return RestoreOptions.parse(more.toArray(String[]::new), RestoreOptions.Operands.ARCHIVE);
    }

    private static String script(RestoreOptions options) {
        HostPath program = Launcher.program()
                .orElseThrow(() -> new IllegalArgumentException("only the program walsafe can say where it is"));
        List<String> words = new ArrayList<>(List.of(RestoreCommand.NAME));
        words.addAll(options.wordsOfArchive());
        return new RestoreScript(program, words, options.spoolRoot(), options.archiveWords()).text();
    }
}
