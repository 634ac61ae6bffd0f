package org.walsafe.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The example archiver in a process of its own, so that it can be killed. */
final class ArchiverProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ArchiverProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it with the Java and the class path of this process. */
    static ArchiverProcess start(Path walDirectory, Path archive, URI registry, Path log) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.walsafe.examples.archiver.Main",
                        walDirectory.toString(),
                        archive.toString(),
                        registry.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ArchiverProcess(process, log);
    }

    /** Checks that it has not ended by itself. */
    void requireRunning() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the archiver ended by itself: " + Files.readString(log));
        }
    }

    /** Kills it with SIGKILL: it can finish nothing. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
