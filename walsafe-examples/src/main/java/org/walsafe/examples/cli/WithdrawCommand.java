package org.walsafe.examples.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code walsafe withdraw}: takes confirmations back. */
@Command(
        name = "withdraw",
        description = {
            "Take confirmations back, or clear away what stands in their place.",
            "",
            "From then on PostgreSQL keeps these WAL files again, unless it has recycled them already."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:withdrawn",
            "1:there was nothing to withdraw for one of the files",
            "2:wrong arguments",
            "3:the registry could not be changed"
        })
final class WithdrawCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "WAL files' names, without a directory.")
    private List<String> files = List.of();

    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Mixin
    private JsonOption json = new JsonOption();

    WithdrawCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<WalFileName> names = files.stream().map(WalFileName::parse).toList();
        ExitStatus worst = ExitStatus.DONE;
        try (WalSafeRegistry opened = registry.open()) {
            for (WalFileName name : names) {
                worst = worst.or(withdraw(opened, name));
            }
        }
        return worst.code();
    }

    private ExitStatus withdraw(WalSafeRegistry opened, WalFileName name) {
        boolean wasThere = opened.withdraw(name);
        String text = wasThere ? name + " withdrawn" : name + " was not confirmed";
        terminal.print(json.form(), text, Map.<String, Object>of("file", name.text(), "withdrawn", wasThere));
        return wasThere ? ExitStatus.DONE : ExitStatus.NO;
    }
}
