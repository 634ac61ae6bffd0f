package org.walsafe.examples.cli;

/**
 * An option of a command that stands in for one of Barman's.
 *
 * @param name its long name, with both dashes
 * @param letter its short name, without the dash; empty where it has none
 * @param takes what follows it
 */
record DropInOption(String name, String letter, Takes takes) {

    /** What follows an option. */
    enum Takes {
        NOTHING,
        A_VALUE,
        A_VALUE_EACH_TIME
    }

    static DropInOption bare(String name, String letter) {
        return new DropInOption(name, letter, Takes.NOTHING);
    }

    static DropInOption valued(String name, String letter) {
        return new DropInOption(name, letter, Takes.A_VALUE);
    }

    static DropInOption repeatable(String name) {
        return new DropInOption(name, "", Takes.A_VALUE_EACH_TIME);
    }
}
