package org.walsafe.wal;

import java.util.Optional;

/**
 * The major versions of PostgreSQL whose WAL this library reads.
 *
 * <p>A segment says which one wrote it: the page magic in its first two bytes is constant over a major version's minor
 * releases, and differs between any two of these. Values are those of each version's {@code xlog_internal.h}.
 *
 * @since 0.1.0
 */
public enum PostgresMajor {
    V9_2("9.2", 902, 0xD071),
    V9_3("9.3", 903, 0xD075),
    V9_4("9.4", 904, 0xD07E),
    V9_5("9.5", 905, 0xD087),
    V9_6("9.6", 906, 0xD093),
    V10("10", 10, 0xD097),
    V11("11", 11, 0xD098),
    V12("12", 12, 0xD101),
    V13("13", 13, 0xD106),
    V14("14", 14, 0xD10D),
    V15("15", 15, 0xD110),
    V16("16", 16, 0xD113),
    V17("17", 17, 0xD116),
    V18("18", 18, 0xD118);

    private static final PostgresMajor[] ALL = values();

    private final String displayName;
    private final int number;
    private final int pageMagic;

    PostgresMajor(String displayName, int number, int pageMagic) {
        this.displayName = displayName;
        this.number = number;
        this.pageMagic = pageMagic;
    }

    /**
     * {@return the version that writes it, or empty where none of these does}
     *
     * @param pageMagic the unsigned 16 bit number at the start of a WAL page
     */
    public static Optional<PostgresMajor> fromPageMagic(int pageMagic) {
        for (PostgresMajor major : ALL) {
            if (major.pageMagic == pageMagic) {
                return Optional.of(major);
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the major version, or empty where it is none of these}
     *
     * @param serverVersionNum the setting {@code server_version_num}: 90305 is 9.3.5, 150019 is 15.19
     */
    public static Optional<PostgresMajor> fromServerVersionNum(int serverVersionNum) {
        boolean twoPartVersion = serverVersionNum < 100_000;
        int wanted = serverVersionNum / (twoPartVersion ? 100 : 10_000);
        for (PostgresMajor major : ALL) {
            if (major.number == wanted && major.isAtLeast(V10) != twoPartVersion) {
                return Optional.of(major);
            }
        }
        return Optional.empty();
    }

    /** {@return the unsigned 16 bit number that begins each of its WAL pages} */
    public int pageMagic() {
        return pageMagic;
    }

    /** {@return how it numbers segments} */
    public SegmentNumbering numbering() {
        return this == V9_2 ? SegmentNumbering.SKIPS_LAST_SEGMENT : SegmentNumbering.CONTINUOUS;
    }

    /**
     * {@return whether it has replication slots, PostgreSQL's own way to keep WAL for a receiver: 9.4 and newer}
     */
    public boolean hasReplicationSlots() {
        return isAtLeast(V9_4);
    }

    /**
     * {@return whether promotion archives the unfinished segment of the old timeline as {@code .partial} (9.5 and newer); older versions archive it under its full name}
     */
    public boolean archivesPartialOnPromotion() {
        return isAtLeast(V9_5);
    }

    /**
     * {@return whether this version is that one or newer}
     *
     * @param other another version
     */
    public boolean isAtLeast(PostgresMajor other) {
        return compareTo(other) >= 0;
    }

    /** As people write it: {@code 9.2}, {@code 10}. */
    @Override
    public String toString() {
        return displayName;
    }
}
