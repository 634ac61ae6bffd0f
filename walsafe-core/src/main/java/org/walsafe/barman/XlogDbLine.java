package org.walsafe.barman;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * A line of Barman's list of archived files, {@code xlog.db} or, since 3.13, {@code <server>-xlog.db}.
 *
 * <p>The list is a hint: Barman appends to it after the file has its place, rewrites it in place when it deletes, and a
 * rebuilt list lacks partial files. What is in the archive, only the archive tells.
 *
 * @since 0.1.0
 */
public sealed interface XlogDbLine {

    /**
     * A file that was archived.
     *
     * @param file its name
     * @param storedSize its length in bytes as it is stored
     * @param modified when its content last changed
     * @param compression Barman's word for its compression
     * @param encryption Barman's word for its encryption (3.14)
     */
    record Entry(
            WalFileName file,
            long storedSize,
            Instant modified,
            Optional<String> compression,
            Optional<String> encryption)
            implements XlogDbLine {}

    /**
     * A line that is no such entry; the last one may be torn while Barman appends.
     *
     * @param number the line's number, from 1 on
     * @param text the line, cut to 200 characters
     */
    record Unreadable(long number, String text) implements XlogDbLine {}

    /**
     * Reads a line in Barman's form: name, size, time and, by version, compression and encryption, between white space.
     *
     * @param number the line's number, from 1 on
     * @param line the line without its end
     * @return the entry, or what stands in its place
     */
    static XlogDbLine parse(long number, String line) {
        String[] columns = line.strip().split("\\s+");
        if (columns.length >= 3 && columns.length <= 5) {
            Optional<WalFileName> file = WalFileName.tryParse(columns[0]);
            try {
                if (file.isPresent()) {
                    return new Entry(
                            file.get(),
                            Long.parseLong(columns[1]),
                            seconds(columns[2]),
                            optional(columns, 3),
                            optional(columns, 4));
                }
            } catch (NumberFormatException | DateTimeException e) {
                // not an entry
            }
        }
        return new Unreadable(number, line.length() > 200 ? line.substring(0, 200) : line);
    }

    /** A time in seconds since 1970, as Python writes it; good to the microsecond. */
    private static Instant seconds(String text) {
        double seconds = Double.parseDouble(text);
        if (!Double.isFinite(seconds)) {
            throw new NumberFormatException(text);
        }
        double whole = Math.floor(seconds);
        return Instant.ofEpochSecond((long) whole, Math.round((seconds - whole) * 1e6) * 1000);
    }

    private static Optional<String> optional(String[] columns, int index) {
        return index < columns.length && !columns[index].equals("None")
                ? Optional.of(columns[index])
                : Optional.empty();
    }
}
