package org.walsafe.examples.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.walsafe.host.HostPath;

/** The program that started this JVM. */
final class Launcher {

    private Launcher() {}

    /** {@return the path of {@code walsafe}, or empty where something else started the JVM} */
    static Optional<HostPath> program() {
        return Optional.ofNullable(System.getProperty("walsafe.home"))
                .map(home -> HostPath.of(Path.of(home, "bin", "walsafe")
                        .toAbsolutePath()
                        .normalize()
                        .toString()));
    }
}
