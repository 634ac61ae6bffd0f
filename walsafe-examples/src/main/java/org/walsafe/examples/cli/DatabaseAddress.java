package org.walsafe.examples.cli;

import java.util.Locale;
import org.walsafe.jdbc.Database;

/** A PostgreSQL database that a command works with, by the URL of its driver. */
final class DatabaseAddress {

    private DatabaseAddress() {}

    /**
     * Opens it; connects only when it is used.
     *
     * @throws IllegalArgumentException when that is no such URL, or a password is in it; the text is not repeated
     */
    static Database open(String url) {
        refusePassword(url);
        return Database.at(url);
    }

    /**
     * Checks that no password is in a URL.
     *
     * @throws IllegalArgumentException when there is one; the text is not repeated
     */
    static void refusePassword(String url) {
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException(
                    "a URL with a password in it is refused, because command lines and logs show"
                            + " it: put the password into ~/.pgpass");
        }
    }
}
