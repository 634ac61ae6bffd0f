package org.walsafe.ssh;

import java.io.OutputStream;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** A way through one host to another ({@code direct-tcpip}, RFC 4254, 7.2). */
final class Tunnel extends DirectConnection {

    Tunnel(Connection connection, SshTarget target) {
        super(connection, target.host(), target.port());
    }

    @Override
    public OutputStream getOutputStream() {
        return new FailedForGoodOutputStream(super.getOutputStream());
    }
}
