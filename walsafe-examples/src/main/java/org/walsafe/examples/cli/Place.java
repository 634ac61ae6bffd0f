package org.walsafe.examples.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;

/**
 * A file or directory on some host.
 *
 * @param host the host; belongs to the {@link Hosts} that it came from
 * @param path the file or directory there
 */
record Place(Host host, HostPath path) {

    /** The path, where it is on this machine. */
    Optional<Path> local() {
        return host instanceof LocalHost ? Optional.of(Path.of(path.value())) : Optional.empty();
    }

    /** The entry {@code name} below it. */
    Place child(String name) {
        return new Place(host, path.child(name));
    }
}
