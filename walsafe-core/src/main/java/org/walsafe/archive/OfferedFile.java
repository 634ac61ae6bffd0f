package org.walsafe.archive;

import java.util.Optional;
import org.walsafe.wal.SegmentHeaderReading;

/**
 * What PostgreSQL offers, as it was found at {@code %p}.
 *
 * <p>PostgreSQL changes nothing in a file while it is offered, so all of this stays true until the question is answered.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface OfferedFile {

    /**
     * The file is there.
     *
     * @param size its length in bytes
     * @param header what came of reading the header; empty for a file that has none, a history file
     * @param digest its SHA-256, found when it is asked for
     */
    record Present(long size, Optional<SegmentHeaderReading> header, OfferedDigest digest) implements OfferedFile {}

    /**
     * Nothing is there, though PostgreSQL offers it. Up to version 11 the archiver asks for ever for a file whose
     * {@code .ready} outlived it; since 12 it drops such an orphan itself.
     */
    record Vanished() implements OfferedFile {}

    /**
     * It could not be looked at, or is no file.
     *
     * @param reason what failed, as a sentence without its full stop
     */
    record Unreadable(String reason) implements OfferedFile {}
}
