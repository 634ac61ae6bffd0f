package org.walsafe.examples.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.walsafe.examples.bench.Attempt;
import org.walsafe.examples.bench.Bench;
import org.walsafe.examples.bench.BenchReport;
import org.walsafe.examples.bench.ContestResult;
import org.walsafe.examples.bench.Machine;
import org.walsafe.examples.bench.Peer;
import org.walsafe.examples.bench.Peers;
import org.walsafe.examples.bench.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code walsafe bench}: what WalSafe costs beside what it replaces. */
@Command(
        name = "bench",
        description = {
            "Measure WalSafe beside the programs that it replaces, in turn on the same work, and print Markdown.",
            "",
            "A program that is not on this machine is left out, and said to be. On a machine that does other work at the"
                    + " same time, the figures are worth little."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:measured, and every goal met",
            "1:measured, and a goal was missed",
            "2:wrong arguments",
            "3:something could not be measured"
        })
final class BenchCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "CONTEST",
            arity = "0..*",
            completionCandidates = Names.class,
            description = "What to measure; all, when none is given: ${COMPLETION-CANDIDATES}.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Leave a page of all ratios there, bench.md, and a chart of them, bench.svg.")
    private @Nullable Path output;

    @Mixin
    private JsonOption json = new JsonOption();

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        List<String> wanted = names.isEmpty() ? List.copyOf(Bench.names()) : names;
        Bench.requireAll(wanted);
        Machine machine = Machine.here();
        terminal.print(json.form(), machine + "\n", machine.fields());
        List<Peer> peers = Peers.here();
        peers.forEach(this::print);
        List<Attempt> attempts = new ArrayList<>();
        ExitStatus status = ExitStatus.DONE;
        for (String name : wanted) {
            Attempt attempt = Bench.attempt(name);
            attempts.add(attempt);
            status = status.or(print(attempt));
        }
        if (output != null) {
            new BenchReport(InstantSource.system().instant(), machine, peers, attempts).writeTo(output);
        }
        return status.code();
    }

    private void print(Peer peer) {
        String part = peer.takesPart() ? String.join(", ", peer.contests()) : "no contest: " + peer.whyNone();
        terminal.print(json.form(), "- " + peer.words() + " (" + part + ")", peer.fields());
    }

    private ExitStatus print(Attempt attempt) {
        if (attempt instanceof Attempt.Run run) {
            print(run.contest(), run.result());
            return run.result().metEveryGoal() ? ExitStatus.DONE : ExitStatus.NO;
        }
        Attempt.Failed failed = (Attempt.Failed) attempt;
        return terminal.complain("bench", failed.contest() + ": " + failed.reason(), ExitStatus.UNKNOWN);
    }

    private void print(String name, ContestResult result) {
        if (json.form() == Terminal.Form.TEXT) {
            terminal.print(json.form(), "\n" + result.markdown(), Map.of());
            return;
        }
        for (Score score : result.scores()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("contest", name);
            fields.put("side", score.side().name());
            score.spread().ifPresent(spread -> fields.put("median_ns", spread.median()));
            result.ratio(score).ifPresent(ratio -> fields.put("ratio", ratio));
            fields.put("goal_met", result.met(score));
            terminal.print(json.form(), "", fields);
        }
    }

    /** The names for the help. */
    static final class Names extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Names() {
            super(Bench.names());
        }
    }
}
