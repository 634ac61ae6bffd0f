package org.walsafe.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;

/**
 * What a confirmation is founded on.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind how it was established, where the confirmer said
 * @param systemIdentifier the cluster the file belongs to
 * @param size the file's uncompressed length in bytes
 * @param sha256 the digest of its uncompressed content
 * @param confirmedBy who confirmed it
 * @param confirmedAt when, to the second
 * @param otherKeys keys of a marker that this version does not know, kept as they are
 * @since 0.1.0
 */
public record Evidence(
        Optional<EvidenceKind> kind,
        Optional<SystemIdentifier> systemIdentifier,
        OptionalLong size,
        Optional<Sha256> sha256,
        Optional<String> confirmedBy,
        Optional<Instant> confirmedAt,
        Map<String, String> otherKeys) {

    /** Evidence that says nothing; built upon with the {@code with…} methods. */
    public static final Evidence NONE = new Evidence(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());

    /** Checks the size, copies {@code otherKeys} and drops what is below a second. */
    public Evidence {
        if (size.isPresent() && size.getAsLong() < 0) {
            throw new IllegalArgumentException("size must be >= 0, is " + size.getAsLong());
        }
        if (confirmedAt.isPresent()) {
            confirmedAt = Optional.of(Instant.ofEpochSecond(confirmedAt.get().getEpochSecond()));
        }
        otherKeys = Collections.unmodifiableMap(new TreeMap<>(otherKeys));
    }

    /** The same with another kind. */
    public Evidence withKind(EvidenceKind newKind) {
        return new Evidence(Optional.of(newKind), systemIdentifier, size, sha256, confirmedBy, confirmedAt, otherKeys);
    }

    /** The same with another system identifier. */
    public Evidence withSystemIdentifier(SystemIdentifier newIdentifier) {
        return new Evidence(kind, Optional.of(newIdentifier), size, sha256, confirmedBy, confirmedAt, otherKeys);
    }

    /** The same with another size, in bytes. */
    public Evidence withSize(long newSize) {
        return new Evidence(
                kind, systemIdentifier, OptionalLong.of(newSize), sha256, confirmedBy, confirmedAt, otherKeys);
    }

    /** The same with another digest. */
    public Evidence withSha256(Sha256 newSha256) {
        return new Evidence(kind, systemIdentifier, size, Optional.of(newSha256), confirmedBy, confirmedAt, otherKeys);
    }

    /** The same, confirmed by {@code who} at {@code when}. */
    public Evidence withConfirmer(String who, Instant when) {
        return new Evidence(kind, systemIdentifier, size, sha256, Optional.of(who), Optional.of(when), otherKeys);
    }

    /** Whether it says how the file was found safe, or something that can be compared with the file. */
    public boolean attestsAnything() {
        return kind.isPresent() || systemIdentifier.isPresent() || size.isPresent() || sha256.isPresent();
    }

    /**
     * Whether both can be true of one file: no system identifier, size or digest that both name differs. Who, when and
     * how may differ.
     */
    public boolean agreesWith(Evidence other) {
        return agree(systemIdentifier, other.systemIdentifier)
                && agree(sha256, other.sha256)
                && (size.isEmpty() || other.size.isEmpty() || size.getAsLong() == other.size.getAsLong());
    }

    private static <T> boolean agree(Optional<T> one, Optional<T> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
