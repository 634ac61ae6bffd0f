package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs the loops of this folder, warm, and prints them as Markdown.
 *
 * <p>The system property {@code walsafe.loops.seconds} says how long a loop is measured, and with {@code
 * walsafe.loops.output} the table goes to a file as well.
 */
public final class InnerLoops {

    private static final String WHOLE_SEGMENT = "OfASegment";
    private static final double SEGMENT_MEGABYTES = 16.777216;

    private static final int SECONDS = Integer.getInteger("walsafe.loops.seconds", 7);

    private InnerLoops() {}

    /** Runs those whose names contain one of the arguments; without arguments, all. */
    public static void main(String[] arguments) throws RunnerException, IOException {
        String included = arguments.length == 0 ? "Loops" : String.join("|", arguments);
        Options options = new OptionsBuilder()
                .include(included)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(Math.min(3, SECONDS))
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(SECONDS)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        String table = table(new Runner(options).run());
        System.out.print(table);
        String output = System.getProperty("walsafe.loops.output", "");
        if (!output.isEmpty()) {
            Files.writeString(Path.of(output), table);
        }
    }

    private static String table(Collection<RunResult> results) {
        StringBuilder table = new StringBuilder();
        table.append("### Inner loops\n\nThe library in one JVM that has warmed up, Java ")
                .append(Runtime.version().feature())
                .append(", measured by JMH. A segment has 16 MB.\n\n")
                .append("| | median | middle half | speed |\n|---|---:|---:|---:|\n");
        for (RunResult result : results) {
            Statistics nanos = result.getPrimaryResult().getStatistics();
            table.append("| ")
                    .append(nameOf(result.getParams()))
                    .append(" | ")
                    .append(MarkdownTable.duration((long) nanos.getPercentile(50)))
                    .append(" | ")
                    .append(MarkdownTable.duration((long) nanos.getPercentile(25)))
                    .append(" to ")
                    .append(MarkdownTable.duration((long) nanos.getPercentile(75)))
                    .append(" | ")
                    .append(speedOf(result.getParams(), nanos.getPercentile(50)))
                    .append(" |\n");
        }
        return table.toString();
    }

    /** The method's name as words, and the parameters that it ran with. */
    private static String nameOf(BenchmarkParams benchmark) {
        String words = method(benchmark).replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        StringJoiner name = new StringJoiner(", ").add(words);
        benchmark.getParamsKeys().forEach(key -> name.add(benchmark.getParam(key)));
        return name.toString();
    }

    private static String speedOf(BenchmarkParams benchmark, double nanos) {
        return method(benchmark).endsWith(WHOLE_SEGMENT)
                ? String.format(Locale.ROOT, "%.0f MB/s", SEGMENT_MEGABYTES / nanos * 1e9)
                : "";
    }

    private static String method(BenchmarkParams benchmark) {
        return benchmark.getBenchmark().substring(benchmark.getBenchmark().lastIndexOf('.') + 1);
    }
}
