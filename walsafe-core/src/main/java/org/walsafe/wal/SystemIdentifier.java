package org.walsafe.wal;

import java.time.Instant;
import org.walsafe.error.PrintableText;

/**
 * The number that {@code initdb} gives to a cluster, and which every segment of it carries in its first page. Servers
 * that descend from one {@code initdb} share it: standbys, and restored copies too.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param value an unsigned 64 bit number
 * @since 0.1.0
 */
public record SystemIdentifier(long value) {

    private static final int MAX_DIGITS = 20;

    /**
     * Reads the decimal form that {@code pg_controldata} and {@code IDENTIFY_SYSTEM} print.
     *
     * @param text decimal digits without sign or leading zeros
     * @return the identifier
     * @throws InvalidSystemIdentifierException where the text is anything else, or beyond 64 bits
     */
    public static SystemIdentifier parse(String text) {
        if (!isDecimal(text)) {
            throw invalid(text);
        }
        try {
            return new SystemIdentifier(Long.parseUnsignedLong(text));
        } catch (NumberFormatException beyond64Bits) {
            throw invalid(text);
        }
    }

    private static boolean isDecimal(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_DIGITS || (text.charAt(0) == '0' && length > 1)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static InvalidSystemIdentifierException invalid(String text) {
        return new InvalidSystemIdentifierException(PrintableText.quoted(text) + " is not a system identifier");
    }

    /**
     * When {@code initdb} made the cluster, by its own clock: PostgreSQL builds the identifier's upper 32 bits from the
     * Unix time. For people to recognise a cluster by; not proof of anything.
     *
     * @return the moment, to the second
     */
    public Instant initialisedAt() {
        return Instant.ofEpochSecond(value >>> 32);
    }

    /** The unsigned decimal form. */
    @Override
    public String toString() {
        return Long.toUnsignedString(value);
    }
}
