package org.walsafe.clone;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.walsafe.clone.copy.RunningServer;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;

/** What the checks need to know of the machine that the standby will run on, and tests would rather invent. */
interface LocalMachine {

    /** The user that this program runs as. */
    String user();

    /** What runs its programs. */
    Host host();

    /** How many bytes a file system has left for this user. */
    long usableBytes(Path existing) throws IOException;

    /** Tells file systems apart. */
    Object fileSystem(Path existing) throws IOException;

    /** The process of a server that runs in a data directory, if there is one. */
    Optional<Long> serverIn(Path dataDirectory) throws IOException;

    /** The machine that this JVM runs on. */
    static LocalMachine real(LocalHost host) {
        return new LocalMachine() {
            @Override
            public String user() {
                return System.getProperty("user.name", "");
            }

            @Override
            public Host host() {
                return host;
            }

            @Override
            public long usableBytes(Path existing) throws IOException {
                return Files.getFileStore(existing).getUsableSpace();
            }

            @Override
            public Object fileSystem(Path existing) throws IOException {
                FileStore store = Files.getFileStore(existing);
                return store.name() + ' ' + store.type();
            }

            @Override
            public Optional<Long> serverIn(Path dataDirectory) throws IOException {
                return RunningServer.in(dataDirectory);
            }
        };
    }
}
