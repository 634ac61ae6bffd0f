package org.walsafe.jdbc.receive;

import java.util.regex.Pattern;
import org.walsafe.error.PrintableText;

/**
 * The name of a replication slot: lower-case letters, digits and underscores, 63 at most, as PostgreSQL 9.4 to 18 want it.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param text the name
 * @since 0.1.0
 */
public record SlotName(String text) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9_]{1,63}");

    /**
     * Checks the name, which becomes part of a command.
     *
     * @throws IllegalArgumentException where no slot can have it
     */
    public SlotName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(PrintableText.quoted(text)
                    + " is not a slot's name: it needs lower-case letters, digits and underscores only");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
