package org.walsafe.ssh.tck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run on this machine, to its end.
 *
 * @param status its exit status
 * @param output what it said, on both streams
 */
public record Program(int status, String output) {

    private static final int SECONDS = 60;

    /**
     * Runs a program that may fail.
     *
     * @param words the program and its arguments
     * @return how it ended
     */
    public static Program run(List<String> words) {
        return run(new ProcessBuilder(words));
    }

    /**
     * Runs a program that may fail.
     *
     * @param builder the program, its arguments and environment
     * @return how it ended
     */
    public static Program run(ProcessBuilder builder) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(builder.command() + " does not end");
            }
            return new Program(process.exitValue(), output);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("cannot run " + builder.command(), e);
        }
    }

    /**
     * Runs a program that must succeed.
     *
     * @param words the program and its arguments
     * @return what it said
     */
    public static String require(String... words) {
        Program program = run(List.of(words));
        if (program.status != 0) {
            throw new AssertionError(String.join(" ", words) + ": " + program);
        }
        return program.output;
    }
}
