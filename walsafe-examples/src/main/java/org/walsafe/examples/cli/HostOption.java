package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.ssh.OpenSshSettings;
import org.walsafe.ssh.SshDestination;
import org.walsafe.ssh.SshHost;
import picocli.CommandLine.Option;

/** {@code --host}. */
final class HostOption {

    @Option(
            names = "--host",
            paramLabel = "[USER@]HOST[:PORT]",
            description =
                    "The machine that the files are on, over SSH by the settings of your ~/.ssh; this one, when it is"
                            + " not given.")
    private @Nullable String destination;

    /** A path on that host; on this one, it may be relative to where the command was typed. */
    HostPath resolve(Host opened, String path) throws IOException {
        boolean relative = destination == null && !path.startsWith("/") && !path.startsWith("~");
        return opened.files()
                .resolve(relative ? Path.of(path).toAbsolutePath().normalize().toString() : path);
    }

    /** The host; to be closed. */
    Host open() {
        return destination == null
                ? new LocalHost()
                : new SshHost(OpenSshSettings.ofUser().resolve(SshDestination.parse(destination)));
    }
}
