package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the {@code walsafe} program that runs the contests is. */
final class WalsafeHome {

    private WalsafeHome() {}

    /** The directory that its launcher names. */
    static Path path() throws IOException {
        @Nullable String home = System.getProperty("walsafe.home");
        if (home == null) {
            throw new IOException("this measures the packaged program, so run it as bin/walsafe bench");
        }
        return Path.of(home).toAbsolutePath();
    }
}
