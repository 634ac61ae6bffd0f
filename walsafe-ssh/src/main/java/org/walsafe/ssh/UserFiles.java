package org.walsafe.ssh;

import java.nio.file.Path;

/** Where the user that this JVM runs as has its files. */
final class UserFiles {

    private UserFiles() {}

    static Path home() {
        return Path.of(System.getProperty("user.home", "/"));
    }

    /** The path meant by {@code text}, which may begin with {@code ~/}. */
    static Path path(String text) {
        return text.startsWith("~/") ? home().resolve(text.substring(2)) : Path.of(text);
    }
}
