package org.walsafe.registry;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.walsafe.wal.InvalidSystemIdentifierException;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * Version 1 of the confirmation marker: nothing at all for an unattested confirmation, else printable ASCII lines
 * {@code key=value}.
 *
 * <pre>
 * walsafe=1
 * lines=9
 * file=0000000100000000000000A1
 * system_identifier=7361234567890123456
 * size=16777216
 * sha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * evidence=identical
 * confirmed_by=barman:main@backup1
 * confirmed_at=2026-11-20T19:33:29Z
 * </pre>
 *
 * <p>The first line names the version and {@code file} must be the marker's own file; all else may be missing. Keys that
 * this version does not know are kept. The {@code sh} gate reads the same format.
 *
 * <p>{@code lines}, where it is there, must be the number of all lines. Every writer of this library puts it second, so that
 * a marker that some program copied in part is invalid wherever it was cut, also at the end of a line, where it would
 * otherwise be a whole marker with less evidence: one cut before {@code lines} does not name its file, one cut behind it has
 * too few lines. It is a number of lines and not a last line or a checksum, because a marker without it, as people and
 * scripts write them, is as valid as one with it. What is cut to no bytes at all says what {@code touch} says, no more; who
 * wants more than that, refuses unattested markers.
 *
 * <p>Thread-safe: no state. Never blocks.
 *
 * @since 0.1.0
 */
public final class MarkerFormat {

    private static final String SYSTEM_IDENTIFIER = "system_identifier";
    private static final String SIZE = "size";
    private static final String SHA256 = "sha256";
    private static final String EVIDENCE = "evidence";
    private static final String CONFIRMED_BY = "confirmed_by";
    private static final String CONFIRMED_AT = "confirmed_at";

    private MarkerFormat() {}

    /**
     * The content of the marker for {@code confirmation}.
     *
     * @throws IllegalArgumentException when a value cannot stand in a marker, or all together are too large for one
     */
    public static MarkerContent print(Confirmation confirmation) {
        Optional<Evidence> attested = confirmation.evidence();
        if (attested.isEmpty()) {
            return MarkerContent.EMPTY;
        }
        Evidence evidence = attested.get();
        MarkerLines.Writer lines = MarkerLines.write(confirmation.file())
                .line(SYSTEM_IDENTIFIER, evidence.systemIdentifier().orElse(null))
                .line(SIZE, evidence.size().isPresent() ? evidence.size().getAsLong() : null)
                .line(SHA256, evidence.sha256().orElse(null))
                .line(EVIDENCE, evidence.kind().map(EvidenceKind::word).orElse(null))
                .line(CONFIRMED_BY, evidence.confirmedBy().orElse(null))
                .line(
                        CONFIRMED_AT,
                        evidence.confirmedAt().map(MarkerTime::print).orElse(null));
        evidence.otherKeys().forEach(lines::line);
        return lines.content();
    }

    /**
     * What {@code content} says of {@code file}.
     *
     * @return {@link Lookup.Confirmed}, or {@link Lookup.Invalid} with a clause that begins with "it" as reason
     */
    public static Lookup read(WalFileName file, MarkerContent content) {
        if (content.isEmpty()) {
            return new Lookup.Confirmed(Confirmation.unattested(file));
        }
        try {
            Map<String, String> values = MarkerLines.read(file, content);
            return HoleFormat.isHole(values)
                    ? new Lookup.Invalid("it is the record of a hole, not a confirmation")
                    : new Lookup.Confirmed(Confirmation.attested(file, evidence(values)));
        } catch (InvalidMarkerException e) {
            return new Lookup.Invalid(e.reason());
        }
    }

    private static Evidence evidence(Map<String, String> values) throws InvalidMarkerException {
        String kind = values.remove(EVIDENCE);
        String systemIdentifier = values.remove(SYSTEM_IDENTIFIER);
        String size = values.remove(SIZE);
        String sha256 = values.remove(SHA256);
        String confirmedBy = values.remove(CONFIRMED_BY);
        String confirmedAt = values.remove(CONFIRMED_AT);
        return new Evidence(
                kind == null ? Optional.empty() : Optional.of(kind(kind)),
                systemIdentifier == null ? Optional.empty() : Optional.of(systemIdentifier(systemIdentifier)),
                size(size),
                sha256 == null ? Optional.empty() : Optional.of(sha256(sha256)),
                Optional.ofNullable(confirmedBy),
                confirmedAt == null ? Optional.empty() : Optional.of(MarkerTime.parse(confirmedAt)),
                values);
    }

    private static EvidenceKind kind(String word) throws InvalidMarkerException {
        for (EvidenceKind kind : EvidenceKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new InvalidMarkerException("its evidence is none of received, archived, identical");
    }

    private static SystemIdentifier systemIdentifier(String text) throws InvalidMarkerException {
        try {
            return SystemIdentifier.parse(text);
        } catch (InvalidSystemIdentifierException e) {
            throw new InvalidMarkerException("its system_identifier is no system identifier");
        }
    }

    private static OptionalLong size(@Nullable String text) throws InvalidMarkerException {
        if (text == null) {
            return OptionalLong.empty();
        }
        boolean canonical = !text.isEmpty() && text.length() <= 18 && (text.charAt(0) != '0' || text.length() == 1);
        for (int i = 0; canonical && i < text.length(); i++) {
            canonical = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!canonical) {
            throw new InvalidMarkerException("its size is no number of bytes");
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private static Sha256 sha256(String text) throws InvalidMarkerException {
        if (!Sha256.isDigest(text)) {
            throw new InvalidMarkerException("its sha256 is not 64 lower-case hexadecimal digits");
        }
        return new Sha256(text);
    }
}
