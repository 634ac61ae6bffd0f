package org.walsafe.examples.cli;

import org.jspecify.annotations.Nullable;
import org.walsafe.host.Host;
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

    /** The host; to be closed. */
    Host open() {
        return destination == null
                ? new LocalHost()
                : new SshHost(OpenSshSettings.ofUser().resolve(SshDestination.parse(destination)));
    }
}
