package org.walsafe.examples.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The programs of this machine. */
final class Programs {

    private Programs() {}

    /** Where {@code PATH} finds a program. */
    static Optional<Path> find(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A side that runs a program with arguments, or says that there is none. */
    static Side side(String name, String program, ShellWork work) {
        return find(program).isPresent() ? Side.of(name, work) : new Side.Absent(name, program);
    }
}
