package org.walsafe.examples.cli;

import picocli.CommandLine.Option;

/** What Barman calls a server. */
class BarmanServerOption {

    @Option(
            names = "--barman-server",
            required = true,
            paramLabel = "NAME",
            description = "The server's name in Barman's configuration.")
    private String server = "";

    final String server() {
        return server;
    }
}
