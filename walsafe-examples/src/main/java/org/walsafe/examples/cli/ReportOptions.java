package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.walsafe.verify.ReadRate;
import org.walsafe.verify.Verdict;
import org.walsafe.verify.VerificationProgress;
import org.walsafe.verify.report.MonitorLine;
import picocli.CommandLine.Option;

/** How a verification reads and shows what it found. */
final class ReportOptions {

    private static final double MEGABYTE = 1e6;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many files to read at a time (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--rate",
            paramLabel = "MB",
            description = "Read no more than so many megabytes a second (default: no limit).")
    private @Nullable Double megabytesPerSecond;

    @Option(names = "--nagios", description = "Print one line for Nagios, and end with its statuses 0 to 3.")
    private boolean nagios;

    @Option(
            names = "--progress",
            description = "Show the progress on standard error (default: where that is a terminal).")
    private boolean progress = Progress.Watched.now() != Progress.Watched.NONE;

    int threads() {
        return threads;
    }

    ReadRate rate() {
        return megabytesPerSecond == null
                ? ReadRate.unlimited()
                : ReadRate.of(Math.round(megabytesPerSecond * MEGABYTE));
    }

    /** Runs a verification that shows its progress, where that is wanted. */
    <T> T watching(Terminal terminal, Verification<T> verification) throws IOException {
        if (!progress) {
            return verification.run(VerificationProgress.NONE);
        }
        try (ProgressLine line = new ProgressLine(terminal.err(), System::nanoTime)) {
            return verification.run(line);
        }
    }

    /** Something that tells of its progress. */
    @FunctionalInterface
    interface Verification<T> {
        T run(VerificationProgress progress) throws IOException;
    }

    /** Prints a report in the form that is wanted; says what to end with. */
    int print(Terminal terminal, Terminal.Form form, Report report) {
        if (nagios) {
            MonitorLine line = report.forMonitor().get();
            terminal.out().println(line.text());
            return line.state().exitStatus();
        }
        terminal.out()
                .println(
                        form == Terminal.Form.JSON
                                ? report.asJson().get()
                                : report.asText().get());
        return VerifyStatus.of(report.verdict()).code();
    }

    /** What a command found, in every form. */
    record Report(
            Supplier<String> asText, Supplier<String> asJson, Supplier<MonitorLine> forMonitor, Verdict verdict) {}

    static void write(Path file, String page) throws IOException {
        Files.writeString(file, page, StandardCharsets.UTF_8);
    }
}
