package org.walsafe.examples.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.walsafe.ssh.tck.Program;

/** A {@code walsafe clone} that is under way, in a process of its own. */
final class RunningClone implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path output;
    private final Path target;

    RunningClone(Process process, Path output, Path target) {
        this.process = process;
        this.output = output;
        this.target = target;
    }

    /** Waits until so many files were copied, or are about to be. */
    void awaitStaged(long files) {
        await("files in the staging directory")
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> staged(target) >= files || !process.isAlive());
        assertThat(process.isAlive()).as(output()).isTrue();
    }

    /** How many files are in the staging directory of a clone that is not complete. */
    static long staged(Path target) {
        Path copy = target.resolveSibling(".walsafe-clone-" + target.getFileName())
                .resolve("new")
                .resolve(target.getFileName())
                .resolve("base");
        if (!Files.isDirectory(copy)) {
            return 0;
        }
        try (Stream<Path> entries = Files.walk(copy)) {
            return entries.filter(Files::isRegularFile).count();
        } catch (IOException | UncheckedIOException changing) {
            return 0;
        }
    }

    /** Waits until it says something. */
    void awaitWords(String words) {
        await(words)
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> output().contains(words) || !process.isAlive());
        assertThat(output()).contains(words);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** Waits for its end. */
    Program end() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return new Program(process.exitValue(), output());
    }

    private String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
