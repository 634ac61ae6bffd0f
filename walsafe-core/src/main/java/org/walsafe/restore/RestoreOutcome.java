package org.walsafe.restore;

import org.walsafe.wal.WalFileName;

/**
 * How a request for a WAL file ends. Only {@link Restored} leaves anything at the destination.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface RestoreOutcome {

    /** {@return the file that was asked for} */
    WalFileName file();

    /** {@return why it ended so, a sentence on one line without its full stop} */
    String reason();

    /**
     * The file is at its destination: whole, checked and durable.
     *
     * @param file the file
     * @param source where it came from
     * @param bytes its length
     */
    record Restored(WalFileName file, String source, long bytes) implements RestoreOutcome {

        @Override
        public String reason() {
            return file + " was restored from " + source;
        }
    }

    /**
     * Every source looked, none has the file, and nothing shows that it should be there.
     *
     * @param file the file
     * @param reason who looked
     */
    record ProvenAbsent(WalFileName file, String reason) implements RestoreOutcome {}

    /**
     * Every source looked and none has the file, but what was written after it is there: it is missing.
     *
     * @param file the file
     * @param reason what shows that it is missing
     */
    record Hole(WalFileName file, String reason) implements RestoreOutcome {}

    /**
     * A source could not be looked at, and no other has the file. Nothing is known about whether it exists.
     *
     * @param file the file
     * @param reason what failed
     */
    record Unreachable(WalFileName file, String reason) implements RestoreOutcome {}

    /**
     * The file is there but is not what it should be, and no source has a better one.
     *
     * @param file the file
     * @param reason what is wrong with it
     */
    record Corrupt(WalFileName file, String reason) implements RestoreOutcome {}

    /**
     * Time ran out before there was an answer. Nothing is known about whether the file exists.
     *
     * @param file the file
     * @param reason what was waited for
     */
    record TimedOut(WalFileName file, String reason) implements RestoreOutcome {}

    /**
     * A source has the file, but it could not be put at its destination: no space, no permission.
     *
     * @param file the file
     * @param reason what failed
     */
    record Undelivered(WalFileName file, String reason) implements RestoreOutcome {}
}
