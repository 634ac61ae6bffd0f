package org.walsafe.examples.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code walsafe show}: what the registry knows of one WAL file. */
@Command(
        name = "show",
        description = "Show what the registry knows of a WAL file, and on what evidence.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it is confirmed",
            "1:it is not confirmed",
            "2:wrong arguments, or what is there is no valid marker",
            "3:the registry could not be asked"
        })
final class ShowCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "A WAL file's name, without a directory.")
    private String file = "";

    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Mixin
    private JsonOption json = new JsonOption();

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WalFileName name = WalFileName.parse(file);
        try (WalSafeRegistry opened = registry.open()) {
            return show(name, opened.lookup(name)).code();
        }
    }

    private ExitStatus show(WalFileName name, Lookup lookup) {
        if (lookup instanceof Lookup.Confirmed confirmed) {
            show(confirmed.confirmation());
            return ExitStatus.DONE;
        }
        if (lookup instanceof Lookup.NotConfirmed) {
            terminal.print(
                    json.form(), name + " is not confirmed", Map.of("file", name.text(), "state", "not confirmed"));
            return ExitStatus.NO;
        }
        if (lookup instanceof Lookup.Invalid invalid) {
            return terminal.complain("show", invalid.reason(), ExitStatus.REFUSED);
        }
        Lookup.Unknown unknown = (Lookup.Unknown) lookup;
        return terminal.complain("show", unknown.reason(), ExitStatus.UNKNOWN);
    }

    private void show(Confirmation confirmation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", confirmation.file().text());
        fields.put("state", "confirmed");
        Evidence evidence = confirmation.evidence().orElse(Evidence.NONE);
        fields.put(
                "evidence",
                evidence.kind().map(EvidenceKind::word).orElse(confirmation.isAttested() ? "attested" : "unattested"));
        evidence.systemIdentifier().ifPresent(value -> fields.put("system_identifier", value.toString()));
        evidence.size().ifPresent(value -> fields.put("size", value));
        evidence.sha256().ifPresent(value -> fields.put("sha256", value.toString()));
        evidence.confirmedBy().ifPresent(value -> fields.put("confirmed_by", value));
        evidence.confirmedAt().ifPresent(value -> fields.put("confirmed_at", value.toString()));
        evidence.otherKeys().forEach(fields::putIfAbsent);

        StringBuilder text = new StringBuilder(confirmation.file().text()).append(" is confirmed");
        fields.entrySet().stream()
                .skip(2)
                .forEach(field -> text.append(String.format("%n  %-18s %s", field.getKey(), field.getValue())));
        terminal.print(json.form(), text.toString(), fields);
    }
}
