package org.walsafe.examples.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.walsafe.registry.Hole;
import org.walsafe.registry.HoleVisitor;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerKind;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code walsafe list}: what the registry holds. */
@Command(
        name = "list",
        description = {
            "List the WAL files that the registry speaks of.",
            "",
            "With --holes, only those that an overflow valve let PostgreSQL recycle unconfirmed: when, why, and who"
                    + " answers for it. The archive may lack them, and then no restore reaches past them."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:listed; with --holes: there is none",
            "1:with --holes: there are holes",
            "2:wrong arguments, or something in the registry is no marker",
            "3:the registry could not be read to its end"
        })
final class ListCommand implements Callable<Integer> {

    private static final String NAME = "list";

    private final Terminal terminal;

    @Option(names = "--holes", description = "List the files that went unconfirmed, and why.")
    private boolean holesOnly;

    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Mixin
    private JsonOption json = new JsonOption();

    private ExitStatus status = ExitStatus.DONE;

    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (WalSafeRegistry opened = registry.open();
                Progress progress = terminal.progress(watchedBesideTheList(), "names")) {
            if (holesOnly) {
                opened.listHoles(new Holes());
            } else {
                opened.list(new Names(progress));
            }
        }
        return status.code();
    }

    /** On a terminal the names themselves show that something moves. */
    private static Progress.Watched watchedBesideTheList() {
        Progress.Watched watched = Progress.Watched.now();
        return watched == Progress.Watched.BOTH ? Progress.Watched.NONE : watched;
    }

    private final class Names implements MarkerVisitor {

        private final Progress progress;

        Names(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void marker(MarkerKey key) {
            progress.step();
            String what = key.kind() == MarkerKind.CONFIRMATION ? "confirmed" : "let go unconfirmed";
            String file = key.file().text();
            terminal.print(json.form(), file + "  " + what, Map.of("file", file, "state", what));
        }

        @Override
        public void stranger(String name) {
            progress.clear();
            status = status.or(terminal.complain(
                    NAME, "the registry holds something that is no marker: " + name, ExitStatus.REFUSED));
        }
    }

    private final class Holes implements HoleVisitor {

        @Override
        public void hole(Hole hole) {
            status = status.or(ExitStatus.NO);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", hole.file().text());
            fields.put("at", hole.at().toString());
            fields.put("reason", hole.reason());
            fields.put("acknowledged_by", hole.acknowledgedBy());
            String text = hole.file() + "  went unconfirmed at " + hole.at() + ": " + hole.reason()
                    + "; acknowledged by " + hole.acknowledgedBy();
            terminal.print(json.form(), text, fields);
        }

        @Override
        public void invalid(WalFileName file, String reason) {
            status = status.or(terminal.complain(NAME, reason, ExitStatus.REFUSED));
        }
    }
}
