package org.walsafe.wal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;

/** Reads the lines {@code parent TAB switch-point TAB reason} of a timeline history file. */
final class TimelineHistoryParser {

    private static final int MAX_TIMELINE_DIGITS = 10;

    private final TimelineHistoryName name;
    private final byte[] content;
    private final List<TimelineHistory.Entry> entries = new ArrayList<>();
    private int lineNumber;

    TimelineHistoryParser(TimelineHistoryName name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    TimelineHistory parse() {
        if (content.length > TimelineHistory.MAX_BYTES) {
            throw new InvalidTimelineHistoryException(name + " has " + content.length + " bytes, more than the "
                    + TimelineHistory.MAX_BYTES + " that a timeline history can have");
        }
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            lineNumber++;
            if (line.endsWith("\r")) {
                throw refused("ends in CR LF, which PostgreSQL never writes");
            }
            String trimmed = line.strip();
            if (!trimmed.isEmpty() && trimmed.charAt(0) != '#') {
                entries.add(entry(line));
            }
        }
        if (entries.isEmpty()) {
            throw new InvalidTimelineHistoryException(
                    content.length == 0 ? name + " is empty" : name + " has no line that names an ancestor");
        }
        return new TimelineHistory(name.timeline(), entries);
    }

    private TimelineHistory.Entry entry(String line) {
        String[] fields = line.split("\t", 3);
        if (fields.length < 2) {
            throw refused("is not of the form parent, switch point, reason: " + PrintableText.quoted(line));
        }
        return new TimelineHistory.Entry(parent(fields[0]), switchPoint(fields[1]), fields.length < 3 ? "" : fields[2]);
    }

    private TimelineId parent(String field) {
        TimelineId parent = timeline(field);
        if (parent.compareTo(name.timeline()) >= 0) {
            throw refused("names timeline " + parent + " as an ancestor of timeline " + name.timeline());
        }
        if (!entries.isEmpty()) {
            TimelineId before = entries.get(entries.size() - 1).parent();
            if (parent.compareTo(before) <= 0) {
                throw refused("names timeline " + parent + " after timeline " + before + ", but they must rise");
            }
        }
        return parent;
    }

    private TimelineId timeline(String field) {
        if (field.isEmpty() || field.length() > MAX_TIMELINE_DIGITS || !isDecimal(field)) {
            throw refused("begins with " + PrintableText.quoted(field) + " instead of a timeline");
        }
        try {
            return TimelineId.of(Long.parseLong(field));
        } catch (IllegalArgumentException outOfRange) {
            throw refused("begins with " + field + ", which is no timeline");
        }
    }

    private static boolean isDecimal(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private SwitchPoint switchPoint(String field) {
        try {
            return field.indexOf('/') < 0
                    ? new SwitchPoint.InSegment(SegmentName.parse(field))
                    : new SwitchPoint.AtLsn(Lsn.parse(field));
        } catch (WalSafeException neither) {
            throw refused("has " + PrintableText.quoted(field) + " instead of a switch point");
        }
    }

    private InvalidTimelineHistoryException refused(String complaint) {
        return new InvalidTimelineHistoryException(name + ": line " + lineNumber + " " + complaint);
    }
}
