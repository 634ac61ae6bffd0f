package org.walsafe.examples.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Commands by their names, in the order of the help. To describe all of them takes picocli longer than many a command runs: so
 * that is done only where none of them is called. For one thread.
 */
final class CommandMenu {

    private final Map<String, Class<?>> commands = new LinkedHashMap<>();

    /** Adds a command under the name that its own description gives it. */
    CommandMenu with(String name, Class<?> command) {
        commands.put(name, command);
        return this;
    }

    /** Describes to picocli what may be called by a word. */
    void describe(CommandLine above, String word) {
        Class<?> called = commands.get(word);
        Collection<Class<?>> described = called == null ? commands.values() : List.of(called);
        described.forEach(above::addSubcommand);
    }
}
