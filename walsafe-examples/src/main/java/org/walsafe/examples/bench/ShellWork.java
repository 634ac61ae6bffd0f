package org.walsafe.examples.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command line, run as PostgreSQL runs its {@code archive_command}: a process is forked, and becomes {@code sh -c}.
 *
 * <p>One small shell forks them all, so that what is measured is the command and its own shell, and not how a JVM starts
 * processes.
 *
 * @param directory where it runs
 * @param preparation what the forking shell does before each run, without starting a program
 * @param commandLine what is run; must end with 0
 * @since 0.1.0
 */
public record ShellWork(Path directory, String preparation, String commandLine) implements Work {

    private static final int DEADLINE_SECONDS = 120;
    private static final String LOOP =
            """
            times=$1 preparation=$2 command=$3
            while [ "$times" -gt 0 ]; do
                times=$((times - 1))
                eval "$preparation"
                /bin/sh -c "$command" || exit
            done
            """;

    /**
     * {@return a command line that needs no preparation}
     *
     * @param directory where it runs
     * @param commandLine what is run; must end with 0
     */
    public static ShellWork of(Path directory, String commandLine) {
        return new ShellWork(directory, ":", commandLine);
    }

    /**
     * {@return the same with a preparation}
     *
     * @param builtIns what the forking shell does before each run, without starting a program
     */
    public ShellWork after(String builtIns) {
        return new ShellWork(directory, builtIns, commandLine);
    }

    @Override
    public void run(int times) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(
                        List.of("/bin/sh", "-c", LOOP, "sh", String.valueOf(times), preparation, commandLine))
                .directory(directory.toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            if (!shell.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("does not end: " + commandLine);
            }
            if (shell.exitValue() != 0) {
                throw new IOException("ended with " + shell.exitValue() + ": " + commandLine);
            }
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
    }
}
