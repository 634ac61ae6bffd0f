package org.walsafe.restore;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;

/** Opens one file of a host, which may be gone a moment later: so it looks by opening. */
final class WalFileOpening {

    private WalFileOpening() {}

    /** The file, or empty where nothing has the name. */
    static Optional<SourceAnswer> of(Host host, HostPath path, SourceAnswer.Extent extent) throws IOException {
        try {
            return Optional.of(new SourceAnswer.Found(host.files().read(path, 0), host.name() + ":" + path, extent));
        } catch (NoSuchFileException nothingThere) {
            return Optional.empty();
        }
    }
}
