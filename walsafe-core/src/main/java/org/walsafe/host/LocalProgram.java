package org.walsafe.host;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Starts the program of a command on {@link LocalHost}, or says as a shell would why it does not start. */
final class LocalProgram {

    private static final File NOTHING = new File("/dev/null");

    /** As shells report a program that they cannot start (POSIX.1-2017, Shell 2.8.2). */
    private static final int NOT_EXECUTABLE = 126;

    private static final int NOT_FOUND = 127;

    private LocalProgram() {}

    @SuppressWarnings("ReferenceEquality") // NONE is that one object
    static CommandResult run(Command command, OutputStream sink) throws IOException {
        long end = System.nanoTime() + saturatedNanos(command.deadline());
        for (String word : command.words()) {
            checkEncodable(word);
        }
        ProcessBuilder builder = new ProcessBuilder(command.words());
        if (command.stdin() == Command.Stdin.NONE) {
            builder.redirectInput(NOTHING);
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return reasonNotToStart(command.words().get(0), e);
        }
        return new LocalProcess(command, process).serve(sink, end);
    }

    private static long saturatedNanos(Duration deadline) {
        Duration century = Duration.ofDays(36_525);
        return (deadline.compareTo(century) < 0 ? deadline : century).toNanos();
    }

    /** Java would put a question mark where the locale lacks a character, and so run another command. */
    private static void checkEncodable(String word) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) > 0x7f && !isEncodable(word)) {
                throw new IOException("a word of the command has a character that the locale's encoding on "
                        + LocalHost.NAME + " does not have; run Java with LC_ALL=C.UTF-8");
            }
        }
    }

    private static boolean isEncodable(String word) {
        Charset ofJava = Charset.defaultCharset(); // what Java 17 uses; later ones use the platform's
        Charset ofPlatform = Charset.forName(System.getProperty("sun.jnu.encoding", ofJava.name()));
        return ofJava.newEncoder().canEncode(word) && ofPlatform.newEncoder().canEncode(word);
    }

    /** Java tells the reasons apart in words only, which differ between its versions. */
    private static CommandResult reasonNotToStart(String program, IOException cause) throws IOException {
        boolean found = false;
        for (Path candidate : candidates(program)) {
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                throw new IOException(
                        "cannot start " + program + " on " + LocalHost.NAME + ": " + cause.getMessage(), cause);
            }
            found |= Files.exists(candidate);
        }
        return found
                ? new CommandResult(new CommandEnding.Exited(NOT_EXECUTABLE), program + ": not executable")
                : new CommandResult(new CommandEnding.Exited(NOT_FOUND), program + ": not found");
    }

    private static Path[] candidates(String program) {
        if (program.indexOf('/') >= 0) {
            return new Path[] {Path.of(program)};
        }
        String[] directories = String.valueOf(System.getenv("PATH")).split(":", -1);
        Path[] candidates = new Path[directories.length];
        for (int i = 0; i < directories.length; i++) {
            candidates[i] = Path.of(directories[i], program);
        }
        return candidates;
    }
}
