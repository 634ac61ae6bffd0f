package org.walsafe.reconcile;

import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;

/**
 * What came of examining a file in the archive. That nobody could look is none of these: it is an
 * {@link java.io.IOException}.
 *
 * @since 0.1.0
 */
public sealed interface ArchivedFile {

    /**
     * The archive holds the file, and it is what its name says, as far as was looked.
     *
     * @param systemIdentifier its cluster, where the file itself names one: a segment, whole or partial
     * @param size its uncompressed length in bytes, where it is known
     * @param sha256 the digest of its uncompressed content, where all of it was read
     */
    record Sound(Optional<SystemIdentifier> systemIdentifier, OptionalLong size, Optional<Sha256> sha256)
            implements ArchivedFile {}

    /** The archive looked and has no such file. */
    record Absent() implements ArchivedFile {}

    /**
     * The archive has a file of this name that must not be confirmed.
     *
     * @param flaw what is wrong with it
     * @param reason the same as a sentence without its full stop, naming the file and its place
     */
    record Unusable(ArchiveFlaw flaw, String reason) implements ArchivedFile {}
}
