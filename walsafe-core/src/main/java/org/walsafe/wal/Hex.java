package org.walsafe.wal;

/**
 * Hexadecimal numbers as PostgreSQL writes them: upper-case ASCII digits, no sign.
 *
 * <p>Every gate call parses and prints names in a JVM that has just started, so this is written out by hand: formatters and
 * regular expressions would cost more there than all the rest of the decision.
 */
final class Hex {

    /** Digits in a 32 bit field of a WAL file name. */
    static final int FIELD_LENGTH = 8;

    private static final long NOT_A_FIELD = -1;

    private Hex() {}

    /**
     * Reads exactly eight upper-case digits.
     *
     * @return the unsigned 32 bit value, or a negative number where there is any other character
     */
    static long field(String text, int from) {
        long value = 0;
        for (int i = from; i < from + FIELD_LENGTH; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return NOT_A_FIELD;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Appends exactly eight digits. */
    static void appendField(StringBuilder out, int value) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            out.append(upperCaseDigit(value >>> shift));
        }
    }

    /** Appends an unsigned value without leading zeros. */
    static void appendShort(StringBuilder out, int value) {
        int shift = value == 0 ? 0 : (31 - Integer.numberOfLeadingZeros(value)) & ~3;
        for (; shift >= 0; shift -= 4) {
            out.append(upperCaseDigit(value >>> shift));
        }
    }

    /** The 16 bit value as four digits: how page magics are written. */
    static String word(int value) {
        StringBuilder out = new StringBuilder(4);
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(upperCaseDigit(value >>> shift));
        }
        return out.toString();
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    private static char upperCaseDigit(int value) {
        int nibble = value & 0xF;
        return (char) (nibble < 10 ? '0' + nibble : 'A' + nibble - 10);
    }
}
