package org.walsafe.examples.cli;

import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.walsafe.barman.BarmanHook;
import org.walsafe.barman.BarmanHook.WhenUnreachable;
import org.walsafe.barman.HookExit;
import org.walsafe.barman.HookOutcome;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.OnDemandRegistry;

/** {@code walsafe hook}: Barman's post_archive_retry_script. */
final class HookCommand {

    static final String NAME = "hook";

    private static final String HELP =
            """
            Usage: walsafe hook [--registry URI] [--when-unreachable retry|give-up] [--json]

            Barman's post_archive_retry_script: confirms the WAL file that Barman has just archived, once it
            has read it and found it to be what its name says. In Barman's server file:

              post_archive_retry_script = /opt/walsafe/bin/walsafe hook --registry ssh://pg/~/.wal_safe_dir

            As post_archive_script it refuses to work: that one runs after a failure, too, and Barman does not
            tell it. Calls that are lost Barman does not repeat; 'walsafe reconcile' makes them good.

            It starts Java for every WAL file. 'walsafe hook-script --registry URI' prints a script that does
            the same over one 'ssh', in a fraction of the time, and comes here only when in doubt. Lightest of
            all is a resident 'walsafe reconcile --follow', which needs no hook, or only one that drops names
            ('walsafe hook-script DIRECTORY').

              --registry URI         where confirmations are kept; or $WALSAFE_REGISTRY
              --when-unreachable     what Barman is told when the file cannot be read or the registry not be
                                     reached: to call again, and archive nothing else meanwhile, or to go on
                                     and leave the file to 'walsafe reconcile' (default: retry)
              --json                 what came of it as one JSON object
              --help                 this text

            Exit status:
              0   the file is confirmed
              1   the file could not be read or the registry not be reached: Barman is to call again
              62  not confirmed, and calling again would change nothing: a conflict, a damaged file, a
                  failure of Barman's, wrong arguments; or unreachable, with --when-unreachable give-up
              3   Java could not be started: Barman calls again
            """;

    private HookCommand() {}

    static int run(String[] words, Map<String, String> environment, Terminal terminal) {
        try {
            Arguments arguments =
                    Arguments.parse(words, List.of("--registry", "--when-unreachable"), List.of("--json", "--help"));
            if (arguments.has("--help")) {
                terminal.out().print(HELP);
                return HookExit.DONE.code();
            }
            if (!arguments.operands().isEmpty()) {
                throw new IllegalArgumentException("takes no operands: what there is to do, Barman's variables say");
            }
            HookOutcome outcome = confirm(arguments, environment);
            show(outcome, arguments.form(), terminal);
            return outcome.exit().code();
        } catch (RuntimeException e) {
            terminal.complain(NAME, Complaint.of(NAME, e).sentences());
            return HookExit.GIVE_UP.code();
        }
    }

    private static HookOutcome confirm(Arguments arguments, Map<String, String> environment) {
        URI address = RegistryAddress.uri(arguments.value("--registry"));
        WhenUnreachable whenUnreachable = whenUnreachable(arguments.value("--when-unreachable"));
        try (OnDemandRegistry registry = new OnDemandRegistry(address.toString(), () -> RegistryAddress.open(address));
                LocalHost host = new LocalHost()) {
            if (BarmanHook.mayConfirm(environment)) {
                registry.openAside();
            }
            return new BarmanHook(host, registry, MachineName.local(), InstantSource.system(), whenUnreachable)
                    .run(environment);
        }
    }

    /** What {@code --when-unreachable} says. */
    static WhenUnreachable whenUnreachable(@Nullable String word) {
        if (word == null || word.equals("retry")) {
            return WhenUnreachable.RETRY;
        }
        if (word.equals("give-up")) {
            return WhenUnreachable.LEAVE_TO_RECONCILER;
        }
        throw new IllegalArgumentException("--when-unreachable is retry or give-up");
    }

    private static void show(HookOutcome outcome, Terminal.Form form, Terminal terminal) {
        boolean confirmed = outcome instanceof HookOutcome.Confirmed;
        if (confirmed || form == Terminal.Form.JSON) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("outcome", word(outcome));
            fields.put("exit", outcome.exit().code());
            fields.put("message", outcome.message());
            terminal.print(form, outcome.message(), fields);
        }
        if (!confirmed) {
            terminal.complain(NAME, outcome.message());
        }
    }

    private static String word(HookOutcome outcome) {
        if (outcome instanceof HookOutcome.Confirmed) {
            return "confirmed";
        }
        if (outcome instanceof HookOutcome.Conflicting) {
            return "conflict";
        }
        if (outcome instanceof HookOutcome.NotArchived) {
            return "not archived";
        }
        if (outcome instanceof HookOutcome.Unsound) {
            return "unsound";
        }
        return outcome instanceof HookOutcome.Unreachable ? "unreachable" : "misused";
    }
}
