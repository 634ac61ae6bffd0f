package org.walsafe.registry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * The content of a hole record: the lines of a marker ({@link MarkerFormat}) with {@code reason}, {@code acknowledged_by}
 * and {@code at}.
 *
 * <p>Thread-safe: no state. Never blocks.
 *
 * @since 0.1.0
 */
public final class HoleFormat {

    private static final String REASON = "reason";
    private static final String ACKNOWLEDGED_BY = "acknowledged_by";
    private static final String AT = "at";

    private HoleFormat() {}

    /**
     * The content of the record of {@code hole}.
     *
     * @throws IllegalArgumentException when a value cannot stand in a marker
     */
    public static MarkerContent print(Hole hole) {
        return MarkerLines.write(hole.file())
                .line(REASON, hole.reason())
                .line(ACKNOWLEDGED_BY, hole.acknowledgedBy())
                .line(AT, MarkerTime.print(hole.at()))
                .content();
    }

    /** Whether these are the lines of a hole record, wherever it was found. */
    static boolean isHole(Map<String, String> values) {
        return values.containsKey(REASON) && values.containsKey(ACKNOWLEDGED_BY) && values.containsKey(AT);
    }

    /** The hole that {@code content} records of {@code file}, or empty when it is no such record. */
    public static Optional<Hole> read(WalFileName file, MarkerContent content) {
        try {
            Map<String, String> values = MarkerLines.read(file, content);
            String reason = values.get(REASON);
            String acknowledgedBy = values.get(ACKNOWLEDGED_BY);
            String at = values.get(AT);
            if (reason == null || acknowledgedBy == null || at == null) {
                return Optional.empty();
            }
            Instant when = MarkerTime.parse(at);
            return Optional.of(new Hole(file, reason, acknowledgedBy, when));
        } catch (InvalidMarkerException e) {
            return Optional.empty();
        }
    }
}
