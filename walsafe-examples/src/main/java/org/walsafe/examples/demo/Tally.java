package org.walsafe.examples.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The segments of a demo, counted.
 *
 * @param written completed by PostgreSQL
 * @param copied in the archive
 * @param confirmed confirmed in the registry
 * @param archived held for archived by PostgreSQL
 * @param recycled recycled by PostgreSQL
 * @param recycledUnconfirmed recycled although nobody had confirmed them
 * @since 0.1.0
 */
public record Tally(int written, int copied, int confirmed, int archived, int recycled, int recycledUnconfirmed) {

    /** Whether nothing was recycled unconfirmed, and everything went its way in the end. */
    public boolean keptThePromise() {
        return recycledUnconfirmed == 0 && recycled > 0 && recycled == written && confirmed == written;
    }

    /** The counts by name, in order. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("written", written);
        fields.put("copied", copied);
        fields.put("confirmed", confirmed);
        fields.put("archived", archived);
        fields.put("recycled", recycled);
        fields.put("recycled_before_confirmation", recycledUnconfirmed);
        return fields;
    }

    /** The counts as a table. */
    public String table() {
        StringBuilder table = new StringBuilder();
        fields().forEach((name, count) -> table.append(String.format("  %-32s %6s%n", name.replace('_', ' '), count)));
        return table.toString().stripTrailing();
    }

    /** The counts on one line, while things are going on. */
    @Override
    public String toString() {
        return String.format(
                "written %2d   in the archive %2d   confirmed %2d   archived %2d   recycled %2d   recycled unconfirmed %d",
                written, copied, confirmed, archived, recycled, recycledUnconfirmed);
    }
}
