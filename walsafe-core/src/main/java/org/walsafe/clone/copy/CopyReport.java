package org.walsafe.clone.copy;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a copy did.
 *
 * <p>Immutable and thread-safe.
 *
 * @param filesCopied how many files were fetched, wholly or in part
 * @param filesKept how many were here already, from an earlier attempt or in the target
 * @param bytesCopied how many bytes were fetched; of a backup in tar form, of the decompressed files
 * @param bytesKept how many bytes were here already
 * @param verifiedBy how many files were verified, and by what; together all of them
 * @param directories how many directories were made
 * @param skipped what of the backup was left out on purpose, by its path, such as {@code postmaster.pid}; sorted
 * @param interruptions how often the source could not be reached
 * @param duration how long it took
 * @since 0.1.0
 */
public record CopyReport(
        long filesCopied,
        long filesKept,
        long bytesCopied,
        long bytesKept,
        Map<VerifiedBy, Long> verifiedBy,
        long directories,
        List<String> skipped,
        long interruptions,
        Duration duration) {

    /** Copies the list and the map. */
    public CopyReport {
        Map<VerifiedBy, Long> copy = new EnumMap<>(VerifiedBy.class);
        copy.putAll(verifiedBy);
        verifiedBy = Collections.unmodifiableMap(copy);
        skipped = skipped.stream().sorted().toList();
    }
}
