package org.walsafe.examples.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerKind;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.WalSafeRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code walsafe list}: what the registry holds. */
@Command(
        name = "list",
        description = "List the WAL files that the registry speaks of, in no particular order.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:listed",
            "2:wrong arguments, or something in the registry is no marker",
            "3:the registry could not be read to its end"
        })
final class ListCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Mixin
    private JsonOption json = new JsonOption();

    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Listing listing = new Listing();
        try (WalSafeRegistry opened = registry.open()) {
            opened.list(listing);
        }
        return listing.status.code();
    }

    private final class Listing implements MarkerVisitor {

        private ExitStatus status = ExitStatus.DONE;

        @Override
        public void marker(MarkerKey key) {
            String what = key.kind() == MarkerKind.CONFIRMATION ? "confirmed" : "let go unconfirmed";
            String file = key.file().text();
            terminal.print(json.form(), file + "  " + what, Map.of("file", file, "state", what));
        }

        @Override
        public void stranger(String name) {
            terminal.complain("list", "the registry holds something that is no marker: " + name);
            status = ExitStatus.REFUSED;
        }
    }
}
