package org.walsafe.clone.copy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.walsafe.host.Command;
import org.walsafe.host.HostPath;

/** Names of files as {@code xargs -0} reads them. */
final class FileNames {

    private FileNames() {}

    static Command.Stdin of(List<HostPath> files) {
        return stdin -> {
            StringBuilder names = new StringBuilder();
            for (HostPath file : files) {
                names.append(file.value()).append('\0');
            }
            stdin.write(names.toString().getBytes(StandardCharsets.UTF_8));
        };
    }
}
