package org.walsafe.examples.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program beside which WalSafe is measured.
 *
 * @param program its name
 * @param path where it is; empty where it is not on this machine
 * @param version what it says of its version; empty where it is absent, or says nothing
 * @param contests which contests it takes part in
 * @param whyNone why in none; empty where there are some
 * @since 0.1.0
 */
public record Peer(
        String program, Optional<Path> path, Optional<String> version, List<String> contests, String whyNone) {

    /** Copies the contests. */
    public Peer {
        contests = List.copyOf(contests);
    }

    /** {@return whether there is a contest for it} */
    public boolean takesPart() {
        return !contests.isEmpty();
    }

    /** {@return its name and version, or that it is absent, as words} */
    public String words() {
        if (path.isEmpty()) {
            return program + ": absent";
        }
        return version.map(number -> program + ' ' + number).orElse(program);
    }

    /** {@return the facts by name, in order} */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("peer", program);
        fields.put("present", path.isPresent());
        version.ifPresent(number -> fields.put("version", number));
        fields.put("contests", String.join(" ", contests));
        return fields;
    }
}
