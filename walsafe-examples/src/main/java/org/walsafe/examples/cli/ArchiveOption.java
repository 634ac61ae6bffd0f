package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.reconcile.CatalogueArchive;
import org.walsafe.reconcile.DirectoryArchive;
import org.walsafe.reconcile.WalArchive;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which archive: Barman's, or any directory. */
final class ArchiveOption {

    @Option(
            names = "--archive",
            required = true,
            paramLabel = "PLACE",
            description = "The directory of archived WAL files, an absolute path or ssh://user@host/path.")
    private @Nullable String directory;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable Barman barman;

    /** A server of Barman's. */
    static final class Barman {

        @Option(
                names = "--barman-server",
                required = true,
                paramLabel = "NAME",
                description = "The server's name in Barman's configuration.")
        private String server = "";

        @Option(
                names = "--barman-home",
                paramLabel = "PLACE",
                defaultValue = "/var/lib/barman",
                description = "barman_home, an absolute path or ssh://user@host/path (default: ${DEFAULT-VALUE}).")
        private String home = "";

        private Place place(Hosts hosts) throws IOException {
            return hosts.place("--barman-home", home).child(server);
        }
    }

    /** Opens it. */
    WalArchive open(Hosts hosts) throws IOException {
        if (barman == null) {
            Place place = hosts.place("--archive", String.valueOf(directory));
            return new DirectoryArchive(place.host(), place.path());
        }
        Place place = barman.place(hosts);
        return new CatalogueArchive(place.host(), new BarmanCatalogue(place.host(), place.path()));
    }

    /** The directory where archived files appear, where it is on this machine. */
    Optional<Path> watchable(Hosts hosts) throws IOException {
        return barman == null
                ? hosts.place("--archive", String.valueOf(directory)).local()
                : barman.place(hosts).child("wals").local();
    }

    /** Who confirms what this archive holds: {@code barman:main@backup1}. */
    String confirmer() {
        return (barman == null ? "walsafe reconcile" : "barman:" + barman.server) + "@" + MachineName.local();
    }
}
