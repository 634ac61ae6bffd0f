package org.walsafe.examples.cli;

import java.util.ArrayList;
import java.util.List;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.restore.CatalogueDirectories;
import org.walsafe.restore.CatalogueSource;
import org.walsafe.restore.DirectorySource;
import org.walsafe.restore.GetWalSource;
import org.walsafe.restore.PartialRetrieval;
import org.walsafe.restore.WalRestorer;
import org.walsafe.restore.WalSource;
import org.walsafe.ssh.SshHost;

/** The hosts and sources that options speak of, open until closed. */
final class RestoreSources implements AutoCloseable {

    private final LocalHost here = new LocalHost();
    private final Host barmanHost;
    private final List<WalSource> shortcuts = new ArrayList<>();
    private final List<WalSource> sources = new ArrayList<>();

    /**
     * Opens them; nothing is connected yet.
     *
     * @throws org.walsafe.ssh.SshConfigurationException when the user's SSH configuration cannot be used
     */
    RestoreSources(RestoreOptions options, PartialRetrieval partials) {
        barmanHost = options.asksBarman()
                ? options.destination()
                        .<Host>map(
                                destination -> new SshHost(options.sshSettings().resolve(destination)))
                        .orElse(here)
                : here;
        if (options.asksBarman()) {
            options.catalogue()
                    .ifPresent(directory -> shortcuts.add(
                            new CatalogueSource(barmanHost, CatalogueDirectories.below(directory), partials)));
            sources.add(new GetWalSource(barmanHost, options.server(), options.transfer(), partials));
        }
        for (HostPath directory : options.archives()) {
            sources.add(new DirectorySource(here, directory));
        }
    }

    /** The machine that asks. */
    LocalHost here() {
        return here;
    }

    /** The machine that Barman is on. */
    Host barmanHost() {
        return barmanHost;
    }

    /** A restorer that asks them, to be set up further. */
    WalRestorer.Builder restorer() {
        WalRestorer.Builder builder = WalRestorer.builder(here.files(), sources.get(0));
        sources.stream().skip(1).forEach(builder::then);
        shortcuts.forEach(builder::shortcut);
        return builder;
    }

    @Override
    public void close() {
        barmanHost.close();
        here.close();
    }
}
