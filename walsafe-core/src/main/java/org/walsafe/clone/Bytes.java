package org.walsafe.clone;

import java.util.Locale;

/** Shows amounts of data to people. */
final class Bytes {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};

    private Bytes() {}

    /** For example {@code 29 MB}, in units of 1024 as PostgreSQL's {@code pg_size_pretty}. */
    static String text(long bytes) {
        if (bytes < 10 * 1024) {
            return bytes + " bytes";
        }
        double amount = bytes;
        int unit = -1;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }
}
