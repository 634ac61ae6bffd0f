package org.walsafe.examples.cli;

import java.util.concurrent.Callable;
import org.walsafe.examples.demo.Demo;
import org.walsafe.examples.demo.Tally;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code walsafe demo}: the whole story on a real server. */
@Command(
        name = "demo",
        description = {
            "Watch a real PostgreSQL 9.3.5 keep its WAL until the archive confirms it.",
            "",
            "Takes about a minute, works below the temporary directory, and leaves nothing behind."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no segment was recycled before its confirmation, and everything healed",
            "1:the promise was broken",
            "3:the demo could not be run"
        })
final class DemoCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private JsonOption json = new JsonOption();

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        boolean quiet = json.form() == Terminal.Form.JSON;
        Tally tally = new Demo(quiet ? terminal.err() : terminal.out()).run();
        terminal.print(json.form(), tally.table(), tally.fields());
        return (tally.keptThePromise() ? ExitStatus.DONE : ExitStatus.NO).code();
    }
}
