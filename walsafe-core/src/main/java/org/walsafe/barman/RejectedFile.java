package org.walsafe.barman;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * A file in {@code errors/}: something that Barman received and would not archive.
 *
 * @param fileName its name there
 * @param receivedAs the name under which it came, any text at all
 * @param reason why it was refused, where its name says so
 * @param at when it was refused, to the second
 * @since 0.1.0
 */
public record RejectedFile(String fileName, String receivedAs, Optional<Reason> reason, Optional<Instant> at) {

    /** Why Barman refuses a file. */
    public enum Reason {
        /** Another file of this name, with other content, is in the archive. */
        DUPLICATE,
        /** Its name is not that of a WAL file, or it is no regular file. */
        UNKNOWN
    }

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

    /**
     * Reads {@code <name>.<yyyymmddThhmmssZ>.duplicate} and {@code ….unknown}, as Barman has written since 2.0.
     *
     * @param fileName a name in {@code errors/}
     * @return what it tells; of a name in another form, nothing but the name
     */
    public static RejectedFile parse(String fileName) {
        int reasonDot = fileName.lastIndexOf('.');
        int stampDot = reasonDot <= 0 ? -1 : fileName.lastIndexOf('.', reasonDot - 1);
        Optional<Reason> reason = reason(fileName.substring(reasonDot + 1));
        Optional<Instant> at = stampDot < 0 ? Optional.empty() : stamp(fileName.substring(stampDot + 1, reasonDot));
        return reason.isPresent() && at.isPresent()
                ? new RejectedFile(fileName, fileName.substring(0, stampDot), reason, at)
                : new RejectedFile(fileName, fileName, Optional.empty(), Optional.empty());
    }

    /**
     * The WAL file that it claimed to be.
     *
     * @return the name, or empty when it came under a name that is none of a WAL file
     */
    public Optional<WalFileName> walFile() {
        return WalFileName.tryParse(receivedAs);
    }

    private static Optional<Reason> reason(String word) {
        return switch (word) {
            case "duplicate" -> Optional.of(Reason.DUPLICATE);
            case "unknown" -> Optional.of(Reason.UNKNOWN);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> stamp(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, STAMP).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }
}
