package org.walsafe.barman;

import java.io.IOException;
import org.walsafe.error.PrintableText;
import org.walsafe.host.CommandEnding;

/**
 * A command of Barman's was run and failed, or said what nobody understands. What it was asked for is unknown.
 *
 * @since 0.1.0
 */
public final class BarmanFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient CommandEnding ending;

    BarmanFailedException(String host, String subcommand, CommandEnding ending, String reason) {
        super("'barman " + subcommand + "' on " + host + " " + ending.describe() + ": "
                + PrintableText.onOneLine(reason.replaceAll("\\p{Cntrl}+", " ")));
        this.ending = ending;
    }

    /** {@return how the command ended; a failure may end with exit status 0} */
    public CommandEnding ending() {
        return ending;
    }
}
