package org.walsafe.registry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The one form of time in markers, {@code 2026-11-20T19:33:29Z}: UTC, whole seconds, twenty characters.
 *
 * <p>Read by hand, because loading {@code java.time.format} costs a short-lived JVM more than everything else in a
 * marker.
 */
final class MarkerTime {

    private static final String SHAPE = "0000-00-00T00:00:00Z";
    private static final int SECONDS_PER_DAY = 86_400;

    private MarkerTime() {}

    static Instant parse(String text) throws InvalidMarkerException {
        if (!hasShape(text)) {
            throw new InvalidMarkerException("its confirmed_at is not of the form 2026-11-20T19:33:29Z");
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new InvalidMarkerException("its confirmed_at is no time of day");
        }
        long seconds = (hour * 60L + minute) * 60 + second;
        try {
            LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
            return Instant.ofEpochSecond(day.toEpochDay() * SECONDS_PER_DAY + seconds);
        } catch (DateTimeException e) {
            throw new InvalidMarkerException("its confirmed_at is no date");
        }
    }

    /**
     * The time as markers have it, what is below a second dropped.
     *
     * @throws IllegalArgumentException when the year has not four digits
     */
    static String print(Instant time) {
        String text = time.truncatedTo(ChronoUnit.SECONDS).toString();
        if (!hasShape(text)) {
            throw new IllegalArgumentException("a marker cannot hold the time " + text);
        }
        return text;
    }

    private static boolean hasShape(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char expected = SHAPE.charAt(i);
            char found = text.charAt(i);
            if (expected == '0' ? found < '0' || found > '9' : found != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
