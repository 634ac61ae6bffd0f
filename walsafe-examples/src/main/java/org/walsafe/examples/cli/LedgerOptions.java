package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.walsafe.verify.LedgerFile;
import org.walsafe.verify.LedgerFile.Trust;
import org.walsafe.verify.VerificationLedger;
import picocli.CommandLine.Option;

/** Where a verification remembers what it found good. */
final class LedgerOptions {

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description =
                    "Remember there which files were found good, and do not read these again while their size, time and"
                            + " inode stay. It is tamper-evident: its head, printed each time, changes with every line. One"
                            + " serves a server's archive and its backups.")
    private @Nullable Path ledger;

    @Option(names = "--full", description = "Read every file, whatever the ledger remembers.")
    private boolean full;

    /** A verification that ends with a status. */
    @FunctionalInterface
    interface Verification {
        int with(VerificationLedger ledger) throws IOException;
    }

    /**
     * Runs a verification with the ledger, where there is one.
     *
     * @param place what the ledger is for: it serves nothing else
     */
    int run(Terminal terminal, String command, String place, Verification verification) throws IOException {
        if (ledger == null) {
            return verification.with(VerificationLedger.NONE);
        }
        try (LedgerFile opened = LedgerFile.open(ledger, place, full ? Trust.RECORD_ONLY : Trust.BELIEVE)) {
            opened.broken()
                    .ifPresent(why -> terminal.complain(
                            command, "the ledger " + ledger + " was put aside and is begun anew: " + why));
            int status = verification.with(opened);
            terminal.err().println("ledger head " + opened.head());
            return status;
        }
    }
}
