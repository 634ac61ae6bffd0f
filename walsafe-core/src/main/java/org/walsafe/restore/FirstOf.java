package org.walsafe.restore;

import org.jspecify.annotations.Nullable;

/** Keeps the first name, in the order of text, of those shown to it. For one thread. */
final class FirstOf {

    private @Nullable String first;

    void take(String name) {
        if (first == null || name.compareTo(first) < 0) {
            first = name;
        }
    }

    LaterFile answer() {
        return first == null ? new LaterFile.NoneSeen() : new LaterFile.Seen(first);
    }
}
