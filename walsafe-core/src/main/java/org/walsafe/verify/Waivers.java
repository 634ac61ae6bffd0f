package org.walsafe.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentRange;

/**
 * The known losses that someone has accepted.
 *
 * <p>As a file, UTF-8 text, one waiver a line; {@code #} begins a comment:
 *
 * <pre>
 * 000000010000000000000003..000000010000000000000007 2027-01-31 jane lost with the disk of 2026-11-02
 * </pre>
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param all the waivers
 * @since 0.1.0
 */
public record Waivers(List<Waiver> all) {

    /** Nothing is waived. */
    public static final Waivers NONE = new Waivers(List.of());

    private static final String RANGE = "..";

    /** Copies the list, in the order of the segments. */
    public Waivers {
        all = all.stream().sorted(Comparator.comparing(Waiver::first)).toList();
    }

    /**
     * Reads a file of waivers.
     *
     * @param text the file
     * @param source which file it is, for messages
     * @return what it says
     * @throws InvalidWaiversException where a line is neither a waiver, nor a comment, nor empty
     */
    public static Waivers parse(String text, String source) {
        List<Waiver> waivers = new ArrayList<>();
        long number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            String[] fields = stripped.split("\\s+", 4);
            if (fields.length < 4) {
                throw new InvalidWaiversException(source, number, "it has fewer than four fields");
            }
            try {
                waivers.add(waiver(fields));
            } catch (WalSafeException | IllegalArgumentException | DateTimeException e) {
                throw new InvalidWaiversException(source, number, String.valueOf(e.getMessage()));
            }
        }
        return new Waivers(waivers);
    }

    private static Waiver waiver(String[] fields) {
        int dots = fields[0].indexOf(RANGE);
        String first = dots < 0 ? fields[0] : fields[0].substring(0, dots);
        String last = dots < 0 ? fields[0] : fields[0].substring(dots + RANGE.length());
        for (int i = 0; i < fields[3].length(); i++) {
            if (Character.isISOControl(fields[3].charAt(i))) {
                throw new IllegalArgumentException(
                        "the reason " + PrintableText.quoted(fields[3]) + " is not printable");
            }
        }
        return new Waiver(
                SegmentName.parse(first), SegmentName.parse(last), LocalDate.parse(fields[1]), fields[2], fields[3]);
    }

    /** The waiver that holds for a segment at a moment. */
    Optional<Waiver> of(SegmentName segment, Instant now) {
        return all.stream()
                .filter(waiver -> waiver.covers(segment) && waiver.holdsAt(now))
                .findFirst();
    }

    /** A part of a range that is waived as a whole, or not at all. */
    record Part(SegmentRange range, Optional<Waiver> waiver) {}

    /** Cuts a range where waivers begin and end. */
    List<Part> cut(SegmentRange range, Instant now) {
        List<Waiver> holding = all.stream()
                .filter(waiver -> waiver.holdsAt(now))
                .filter(waiver -> range.geometry().contains(waiver.first()))
                .filter(waiver -> range.geometry().contains(waiver.last()))
                .toList();
        List<Part> parts = new ArrayList<>();
        SegmentName from = range.first();
        while (true) {
            SegmentName start = from;
            Optional<Waiver> waiver =
                    holding.stream().filter(w -> w.covers(start)).findFirst();
            SegmentName end = waiver.isPresent()
                    ? earlier(waiver.get().last(), range.last())
                    : holding.stream()
                            .map(Waiver::first)
                            .filter(first -> first.compareTo(start) > 0 && range.contains(first))
                            .findFirst()
                            .flatMap(range.geometry()::previous)
                            .orElse(range.last());
            parts.add(new Part(range.geometry().range(from, end), waiver));
            if (end.equals(range.last())) {
                return parts;
            }
            from = range.geometry().next(end);
        }
    }

    private static SegmentName earlier(SegmentName one, SegmentName other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
