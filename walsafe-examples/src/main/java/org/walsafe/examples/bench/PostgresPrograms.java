package org.walsafe.examples.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** The programs of PostgreSQL 15 that Debian does not put into {@code PATH}. */
final class PostgresPrograms {

    private static final Path DIRECTORY = Path.of("/usr/lib/postgresql/15/bin");

    private PostgresPrograms() {}

    /** Where one is, if it is there. */
    static Path path(String program) {
        return DIRECTORY.resolve(program);
    }

    /** A side that runs one with arguments, or says that there is none. */
    static Side side(String name, String program, Path directory, String arguments) {
        return Files.isExecutable(path(program))
                ? Side.of(name, ShellWork.of(directory, path(program) + arguments))
                : new Side.Absent(name, "PostgreSQL 15");
    }
}
