package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.walsafe.examples.archiver.ArchivedCopy;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/** {@code walsafe confirm}: says that WAL files are safe. */
final class ConfirmCommand {

    static final String NAME = "confirm";

    private static final String HELP =
            """
            Usage: walsafe confirm [--registry URI] [--archived-in DIRECTORY] [--by WHO] [--json] FILE...

            Says that WAL files are safe in the archive, so that PostgreSQL may recycle them. FILE is a
            WAL file's name, without a directory. Confirming again is harmless; what contradicts the
            confirmation that is there is refused and changes nothing.

              --registry URI             where confirmations are kept, for example
                                         file:///var/lib/postgresql/.wal_safe_dir; or $WALSAFE_REGISTRY
              --archived-in DIRECTORY    read the archive's copy there, and confirm with evidence: its
                                         size, SHA-256 and system identifier
              --by WHO                   who confirms, for the evidence (default: walsafe confirm)
              --json                     one JSON object per file
              --help                     this text

            """;

    private ConfirmCommand() {}

    static int run(String[] words, Terminal terminal) {
        try {
            Arguments arguments =
                    Arguments.parse(words, List.of("--registry", "--archived-in", "--by"), List.of("--json", "--help"));
            if (arguments.has("--help")) {
                terminal.out().print(HELP + ExitStatus.table());
                return ExitStatus.DONE.code();
            }
            return confirm(arguments, terminal).code();
        } catch (IOException | RuntimeException e) {
            return terminal.complain(NAME, e).code();
        }
    }

    private static ExitStatus confirm(Arguments arguments, Terminal terminal) throws IOException {
        if (arguments.operands().isEmpty()) {
            throw new IllegalArgumentException("no WAL file was named");
        }
        List<Confirmation> confirmations = new ArrayList<>();
        for (String operand : arguments.operands()) {
            confirmations.add(confirmation(WalFileName.parse(operand), arguments));
        }
        try (WalSafeRegistry registry = RegistryAddress.open(arguments.value("--registry"))) {
            List<ConfirmOutcome> outcomes = registry.confirmAll(confirmations);
            ExitStatus worst = ExitStatus.DONE;
            for (int i = 0; i < outcomes.size(); i++) {
                worst = worst.or(show(confirmations.get(i), outcomes.get(i), arguments.form(), terminal));
            }
            return worst;
        }
    }

    private static Confirmation confirmation(WalFileName file, Arguments arguments) throws IOException {
        @Nullable String archive = arguments.value("--archived-in");
        if (archive == null) {
            return Confirmation.unattested(file);
        }
        @Nullable String by = arguments.value("--by");
        return new ArchivedCopy(Path.of(archive), file)
                .confirmation(by == null ? "walsafe confirm" : by, InstantSource.system());
    }

    private static ExitStatus show(
            Confirmation confirmation, ConfirmOutcome outcome, Terminal.Form form, Terminal terminal) {
        WalFileName file = confirmation.file();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.text());
        if (outcome instanceof ConfirmOutcome.Conflict conflict) {
            fields.put("outcome", "conflict");
            fields.put("reason", conflict.reason());
            if (form == Terminal.Form.JSON) {
                terminal.print(form, "", fields);
            }
            return terminal.complain(NAME, conflict.reason(), ExitStatus.REFUSED);
        }
        fields.put("outcome", outcome instanceof ConfirmOutcome.Recorded ? "recorded" : "already recorded");
        terminal.print(form, file.text() + told(confirmation, outcome), fields);
        return ExitStatus.DONE;
    }

    private static String told(Confirmation confirmation, ConfirmOutcome outcome) {
        if (!(outcome instanceof ConfirmOutcome.AlreadyRecorded already)) {
            return " confirmed";
        }
        return confirmation.isAttested() && !already.existing().isAttested()
                ? " was confirmed already, without evidence; withdraw that first to record evidence"
                : " was confirmed already";
    }
}
