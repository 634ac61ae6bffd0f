package org.walsafe.examples.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged {@code walsafe}, as a process of its own. Closing it kills what is left of it. */
final class WalsafeProcess implements AutoCloseable {

    private static final Path LAUNCHER = Path.of(System.getProperty("walsafe.home"), "bin", "walsafe");

    private final Process process;
    private final Path output;

    private WalsafeProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param environment what it finds in its environment besides {@code PATH} and the Java that it uses
     * @param words its arguments
     */
    static WalsafeProcess start(Map<String, String> environment, List<String> words) throws IOException {
        Path output = Files.createTempFile("walsafe-output", "");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(LAUNCHER.toString()), words.stream())
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new WalsafeProcess(process, output);
    }

    /** Everything that it printed. */
    String output() throws IOException {
        return Files.readString(output);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** The command lines of its processes, as everybody on the machine can read them. */
    List<String> commandLines() {
        return all().flatMap(handle -> handle.info().commandLine().stream()).toList();
    }

    /** The most memory that its processes had at any time so far, all that is resident. */
    long peakBytes() throws IOException {
        long kilobytes = 0;
        for (ProcessHandle handle : all().toList()) {
            try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(handle.pid()), "status"))) {
                kilobytes += lines.filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum();
            }
        }
        return kilobytes * 1024;
    }

    /** Its exit status, once it ends by itself. */
    int awaitEnd() throws InterruptedException, IOException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("walsafe does not end: " + output());
        }
        return process.exitValue();
    }

    /** Tells it to end, and waits for its exit status. */
    int terminate() throws InterruptedException, IOException {
        process.destroy();
        return awaitEnd();
    }

    /** Kills every process of it, as {@code kill -9} does. */
    void kill() {
        List<ProcessHandle> handles = all().toList();
        handles.forEach(ProcessHandle::destroyForcibly);
        handles.forEach(handle -> handle.onExit().join());
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }

    @Override
    public void close() throws IOException {
        kill();
        Files.delete(output);
    }
}
