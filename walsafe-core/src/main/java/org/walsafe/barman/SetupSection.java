package org.walsafe.barman;

import java.util.List;

/**
 * Lines of a set-up that belong in one place.
 *
 * @param place where they belong, for people to read
 * @param lines the lines, exactly as they are to be written
 * @since 0.1.0
 */
public record SetupSection(String place, List<String> lines) {

    /** Copies the lines. */
    public SetupSection {
        lines = List.copyOf(lines);
    }
}
