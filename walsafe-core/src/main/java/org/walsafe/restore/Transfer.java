package org.walsafe.restore;

import java.util.Optional;

/**
 * How {@code barman get-wal} is asked to send a file. It is recognised by its content all the same.
 *
 * @since 0.1.0
 */
public enum Transfer {
    /** Decompressed, whatever it is stored as. */
    PLAIN(null),
    /** Compressed with gzip for the way. */
    GZIP("--gzip"),
    /** Compressed with bzip2 for the way. */
    BZIP2("--bzip2"),
    /** As it is stored; Barman 3.12 and newer. */
    AS_STORED("--keep-compression");

    @SuppressWarnings("ImmutableEnumChecker")
    private final Optional<String> option;

    Transfer(@org.jspecify.annotations.Nullable String option) {
        this.option = Optional.ofNullable(option);
    }

    Optional<String> option() {
        return option;
    }
}
