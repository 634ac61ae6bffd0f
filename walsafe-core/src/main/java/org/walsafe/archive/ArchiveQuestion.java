package org.walsafe.archive;

import java.time.Instant;
import java.util.Optional;
import org.walsafe.registry.Lookup;
import org.walsafe.wal.WalFileName;

/**
 * What PostgreSQL's archiver asks, with all that is known: may I recycle this file?
 *
 * <p>Immutable and thread-safe. {@link #standing()} may block where {@link OfferedDigest} does.
 *
 * @param file the file's name
 * @param offered what is there under that name
 * @param lookup what the registry knows of the name
 * @param server what is known of the server
 * @param backlog what else waits, where somebody looked
 * @param now the time of the question
 * @since 0.1.0
 */
public record ArchiveQuestion(
        WalFileName file,
        OfferedFile offered,
        Lookup lookup,
        ServerFacts server,
        Optional<Backlog> backlog,
        Instant now) {

    /**
     * {@return what the registry's answer is worth for the offered file: a name is not an identity, so a confirmation's
     * evidence is compared with the file itself}
     */
    public Standing standing() {
        return EvidenceCheck.of(this);
    }
}
