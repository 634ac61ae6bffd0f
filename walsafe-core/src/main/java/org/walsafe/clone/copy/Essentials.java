package org.walsafe.clone.copy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Files without which nothing is a base backup (9.3 to 18). */
final class Essentials {

    static final String CONTROL_FILE = "global/pg_control";

    private static final List<String> PATHS = List.of("PG_VERSION", CONTROL_FILE, "backup_label");

    private Essentials() {}

    /** One that is not among {@code paths}. */
    static Optional<String> missing(Set<String> paths) {
        return PATHS.stream().filter(path -> !paths.contains(path)).findFirst();
    }
}
