package org.walsafe.examples.cli;

import picocli.CommandLine.Option;

/** {@code --json} and {@code --help}, which every command has. */
final class JsonOption {

    @Option(names = "--json", description = "Print one JSON object per line.")
    private boolean json;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    /** How facts are to be printed. */
    Terminal.Form form() {
        return json ? Terminal.Form.JSON : Terminal.Form.TEXT;
    }
}
