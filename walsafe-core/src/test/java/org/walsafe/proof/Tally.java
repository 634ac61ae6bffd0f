package org.walsafe.proof;

import java.util.Locale;

/** So many of so many. */
record Tally(int reached, int total) {

    static final Tally NONE = new Tally(0, 0);

    Tally plus(Tally other) {
        return new Tally(reached + other.reached, total + other.total);
    }

    /** In per cent, rounded down, so that 100.0 % means all. */
    String share() {
        return total == 0 ? "none" : String.format(Locale.ROOT, "%.1f %%", Math.floor(1000.0 * reached / total) / 10);
    }
}
