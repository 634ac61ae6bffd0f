package org.walsafe.examples.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, and hands the terminal to those that print. */
record TerminalFactory(Terminal terminal) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
        } catch (NoSuchMethodException takesNone) {
            return CommandLine.defaultFactory().create(type);
        }
    }
}
