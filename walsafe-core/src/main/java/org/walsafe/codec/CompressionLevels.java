package org.walsafe.codec;

/**
 * How much a codec may be made to compress, with the same three names as Barman 3.14's {@code compression_level}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param lowest the level that compresses least
 * @param highest the level that compresses most
 * @param low Barman's {@code low}
 * @param medium Barman's {@code medium}, its default
 * @param high Barman's {@code high}
 * @since 0.1.0
 */
public record CompressionLevels(int lowest, int highest, int low, int medium, int high) {

    /** For a codec that has but one way to compress. */
    static final CompressionLevels ONE = new CompressionLevels(0, 0, 0, 0, 0);

    /**
     * The level that is used when {@code level} is asked for.
     *
     * @param level any number
     * @return {@code level}, or the nearest that the codec has
     */
    public int nearest(int level) {
        return Math.max(lowest, Math.min(highest, level));
    }
}
