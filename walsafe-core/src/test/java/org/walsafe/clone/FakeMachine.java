package org.walsafe.clone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;

/** A machine with a user, room and servers as a test wants them. */
final class FakeMachine implements LocalMachine {

    private final LocalHost host = new LocalHost();
    String user = "postgres";
    long usable = 1L << 40;
    Optional<Path> serverIn = Optional.empty();

    @Override
    public String user() {
        return user;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public long usableBytes(Path existing) {
        return usable;
    }

    @Override
    public Object fileSystem(Path existing) {
        return "one";
    }

    @Override
    public Optional<Long> serverIn(Path dataDirectory) throws IOException {
        return serverIn.isPresent() && dataDirectory.equals(serverIn.get().toRealPath())
                ? Optional.of(4711L)
                : Optional.empty();
    }
}
