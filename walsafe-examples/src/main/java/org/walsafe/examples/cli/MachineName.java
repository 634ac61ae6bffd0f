package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine is called, for the confirmations that it makes. */
final class MachineName {

    private static final Path OF_LINUX = Path.of("/proc/sys/kernel/hostname");

    private MachineName() {}

    /** The machine's own name for itself; nobody is asked over the network. */
    static String local() {
        try {
            return Files.readString(OF_LINUX).strip();
        } catch (IOException notLinux) {
            return "localhost";
        }
    }
}
