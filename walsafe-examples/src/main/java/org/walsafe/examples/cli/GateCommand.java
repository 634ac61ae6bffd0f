package org.walsafe.examples.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchiveExitStatus;
import org.walsafe.archive.ArchiveGate;
import org.walsafe.archive.ArchivePolicies;
import org.walsafe.archive.Notice;
import org.walsafe.archive.PartialSegments;
import org.walsafe.archive.UnattestedConfirmations;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.WalSafeRegistry;

/** {@code walsafe gate}: PostgreSQL's archive_command. */
final class GateCommand {

    static final String NAME = "gate";

    private static final String HELP =
            """
            Usage: walsafe gate [--registry URI] [--unattested accepted|refused]
                                [--partial accepted|required] [--clean-up] [--json] %p %f

            PostgreSQL's archive_command: answers "archived" for a WAL file that the registry confirms, so
            that PostgreSQL recycles it, and "not yet" for any other, so that PostgreSQL keeps it.
            It copies nothing. In postgresql.conf:

              archive_command = '/opt/walsafe/bin/walsafe gate --registry file:///var/lib/postgresql/.wal_safe_dir %p %f'

              --registry URI    where confirmations are kept; or $WALSAFE_REGISTRY
              --unattested      whether a confirmation without evidence, such as touch makes, confirms
                                (default: accepted)
              --partial         whether the partial segment of a promotion goes without confirmation
                                (default: accepted)
              --clean-up        remove confirmations of segments long recycled, where no reconciler does
              --json            the decision as one JSON object
              --help            this text

            Exit status:
            """;

    private GateCommand() {}

    static int run(String[] words, Terminal terminal) {
        try {
            Arguments arguments = Arguments.parse(
                    words,
                    List.of("--registry", "--unattested", "--partial"),
                    List.of("--clean-up", "--json", "--help"));
            if (arguments.has("--help")) {
                terminal.out().print(HELP + ArchiveExitStatus.table());
                return ArchiveExitStatus.ARCHIVED.code();
            }
            return decide(arguments, terminal).code();
        } catch (RuntimeException e) {
            return terminal.complain(NAME, e).code();
        }
    }

    private static ArchiveExitStatus decide(Arguments arguments, Terminal terminal) {
        if (arguments.operands().size() != 2) {
            throw new IllegalArgumentException("takes two operands, %p and %f, and was given "
                    + arguments.operands().size());
        }
        String path = arguments.operands().get(0);
        String name = arguments.operands().get(1);
        UnattestedConfirmations unattested = chosen(
                arguments,
                "--unattested",
                UnattestedConfirmations.ACCEPTED,
                UnattestedConfirmations.REFUSED,
                "refused");
        PartialSegments partials = chosen(
                arguments, "--partial", PartialSegments.ACCEPTED, PartialSegments.CONFIRMATION_REQUIRED, "required");
        try (WalSafeRegistry registry = RegistryAddress.open(arguments.value("--registry"));
                LocalHost host = new LocalHost()) {
            ArchiveGate.Builder gate = ArchiveGate.builder(registry, host.files(), InstantSource.system())
                    .policy(ArchivePolicies.standard(unattested, partials));
            if (arguments.has("--clean-up")) {
                gate.cleaningUp();
            }
            HostPath absolute =
                    HostPath.of(Path.of(path).toAbsolutePath().normalize().toString());
            ArchiveDecision decision = gate.build().decide(absolute, name);
            show(name, decision, arguments.form(), terminal);
            return ArchiveExitStatus.of(decision);
        }
    }

    private static <T> T chosen(Arguments arguments, String option, T accepted, T other, String otherWord) {
        @Nullable String word = arguments.value(option);
        if (word == null || word.equals("accepted")) {
            return accepted;
        }
        if (word.equals(otherWord)) {
            return other;
        }
        throw new IllegalArgumentException(option + " is accepted or " + otherWord);
    }

    /** PostgreSQL's log gets what a human should see, and nothing of a file that just went. */
    private static void show(String name, ArchiveDecision decision, Terminal.Form form, Terminal terminal) {
        if (form == Terminal.Form.JSON) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", name);
            fields.put("answer", ArchiveExitStatus.of(decision).name().toLowerCase(Locale.ROOT));
            fields.put("rule", decision.rule());
            fields.put("reason", decision.reason());
            terminal.print(form, "", fields);
        } else if (!decision.letsGo()) {
            terminal.complain(NAME, decision.reason());
        }
        for (Notice notice : decision.notices()) {
            terminal.complain(NAME, notice.text());
        }
    }
}
