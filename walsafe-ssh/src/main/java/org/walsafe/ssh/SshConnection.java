package org.walsafe.ssh;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.host.HostUnreachableException;

/**
 * One connection to one host, logged in, and the connections to the hosts it goes through.
 *
 * <p>Thread-safe.
 */
final class SshConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshConnection.class);

    /** How long a server that is left may take to notice. */
    static final Duration GOODBYE = Duration.ofSeconds(1);

    /** What SSHJ is told as the address of a host behind another: it would ask the name service for any name. */
    private static final String SOMEWHERE = "0.0.0.0";

    private final SshConfiguration configuration;
    private final Watchdog watchdog;
    private final Optional<SshConnection> jump;
    private final PromptSocket socket;
    private final SSHClient client;
    private volatile boolean closing;
    private volatile boolean aborted;

    private SshConnection(
            SshConfiguration configuration,
            Watchdog watchdog,
            Optional<SshConnection> jump,
            PromptSocket socket,
            SSHClient client) {
        this.configuration = configuration;
        this.watchdog = watchdog;
        this.jump = jump;
        this.socket = socket;
        this.client = client;
    }

    /**
     * Connects and logs in, within the configuration's {@link SshConfiguration#connectTimeout() connectTimeout} for each
     * host on the way.
     *
     * @throws HostUnreachableException when that fails; it is a {@link HostKeyRefusedException} or a
     *     {@link SshLoginRefusedException} where the host or the user is not believed
     * @throws SshConfigurationException when no allowed algorithm is known
     */
    static SshConnection open(SshConfiguration configuration, InstantSource clock, Watchdog watchdog)
            throws HostUnreachableException {
        SshjCryptography.prepare();
        SSHClient client = new SSHClient(SshjAlgorithms.configuration(configuration.algorithms()));
        Optional<SshConnection> jump = Optional.empty();
        if (configuration.jump().isPresent()) {
            jump = Optional.of(open(configuration.jump().get(), clock, watchdog));
        }
        Deadline deadline = Deadline.in(configuration.connectTimeout());
        PromptSocket socket = jump.isPresent() ? jump.get().socket : connect(configuration, deadline);
        SshConnection connection = new SshConnection(configuration, watchdog, jump, socket, client);
        Watchdog.Watch watch = connection.abortAfter(deadline.left());
        try {
            connection.logIn(clock, deadline);
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw connection.unreachable(e, deadline);
        } finally {
            watch.callOff();
        }
    }

    private static PromptSocket connect(SshConfiguration configuration, Deadline deadline)
            throws HostUnreachableException {
        SshTarget target = configuration.target();
        try {
            return PromptSocket.connect(target.host(), target.port(), deadline);
        } catch (IOException e) {
            throw new HostUnreachableException("cannot connect to " + target + ": " + reason(e), e);
        }
    }

    private void logIn(InstantSource clock, Deadline deadline) throws IOException {
        HostKeyCheck check = new HostKeyCheck(configuration, clock);
        client.addHostKeyVerifier(check);
        client.getTransport().setDisconnectListener((reason, message) -> endSocket(reason));
        client.getTransport().setTimeoutMs(deadline.leftMillis());
        configureKeepAlive();
        try {
            connectClient();
        } catch (IOException e) {
            throw check.refusal().isPresent() ? check.refusal().get() : e;
        }
        authenticate();
        socket.loggedIn();
        int operationMillis = (int)
                Math.min(Integer.MAX_VALUE, configuration.operationTimeout().toMillis());
        client.getConnection().setTimeoutMs(operationMillis);
        client.getTransport().setTimeoutMs(operationMillis);
    }

    private void connectClient() throws IOException {
        if (jump.isPresent()) {
            SshTarget target = configuration.target();
            Tunnel tunnel = new Tunnel(jump.get().client.getConnection(), target);
            tunnel.open();
            client.connectVia(tunnel, SOMEWHERE, target.port());
        } else {
            client.setSocketFactory(new Connected(socket));
            client.connect(socket.getInetAddress().getHostAddress(), socket.getPort());
        }
    }

    private void configureKeepAlive() {
        KeepAliveRunner keepAlive = (KeepAliveRunner) client.getConnection().getKeepAlive();
        keepAlive.setKeepAliveInterval(
                (int) configuration.keepAlive().interval().toSeconds());
        keepAlive.setMaxAliveCount(configuration.keepAlive().count());
    }

    private void authenticate() throws IOException {
        SshTarget target = configuration.target();
        Identities identities = Identities.of(configuration, watchdog);
        List<String> tried = List.of();
        try {
            PublicKeyLogin login = new PublicKeyLogin(
                    identities.usable(), configuration.algorithms().userKeys());
            try {
                client.auth(target.user(), login);
            } finally {
                tried = login.tried();
            }
        } catch (UserAuthException e) {
            if (client.isConnected()) {
                throw loginRefused(tried, identities.problems(), e);
            }
            throw e;
        }
        String banner = client.getUserAuth().getBanner();
        if (!banner.isEmpty()) {
            LOG.debug("{} greets with {} characters", target, banner.length());
        }
    }

    private SshLoginRefusedException loginRefused(List<String> tried, List<String> problems, UserAuthException e) {
        SshTarget target = configuration.target();
        String offered = tried.isEmpty() ? "it was offered no key" : "it was offered " + String.join(", ", tried);
        String unusable = problems.isEmpty() ? "" : "; not offered: " + String.join("; ", problems);
        var refusal = new SshLoginRefusedException(
                target + " does not let the user " + target.user() + " in: " + offered + unusable,
                tried.isEmpty()
                        ? "Give WalSafe a key, in the SSH configuration or an agent."
                        : "Add the public key to ~/.ssh/authorized_keys of " + target.user() + " there.");
        refusal.initCause(e);
        return refusal;
    }

    private HostUnreachableException unreachable(Exception e, Deadline deadline) {
        if (e instanceof HostUnreachableException told) {
            return told;
        }
        String what = deadline.hasPassed()
                ? "no login within " + configuration.connectTimeout().toMillis() + " ms"
                : reason(e);
        return new HostUnreachableException("cannot log in at " + configuration.target() + ": " + what, e);
    }

    /** Why the connection failed, as a clause. */
    String whyLost(IOException e) {
        return closing ? "this side closed it" : reason(e);
    }

    static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    SshTarget target() {
        return configuration.target();
    }

    /** How long the host may take for one answer. */
    Duration operationTimeout() {
        return configuration.operationTimeout();
    }

    /** A new channel for a command or a subsystem, not yet open. */
    ExecChannel newChannel() {
        return new ExecChannel(client.getConnection());
    }

    /** Cuts the connection unless the watch is called off in time: for calls that may block for ever. */
    Watchdog.Watch abortAfter(Duration time) {
        return watchdog.watch(time, this::abort);
    }

    /** Whether it has not been seen to be lost. */
    boolean isAlive() {
        return !aborted
                && client.isConnected()
                && client.isAuthenticated()
                && jump.map(SshConnection::isAlive).orElse(true);
    }

    /** Cuts the connection, which ends all waiting on it; does not block. */
    void abort() {
        aborted = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing the socket to {} failed", configuration.target(), e);
        }
    }

    /**
     * Ends the socket before SSHJ tells all who wait that the connection is over. SSHJ ends it afterwards, and a request sent
     * in between would be waited for although nobody answers.
     */
    private void endSocket(DisconnectReason reason) {
        if (closing) {
            sayGoodbye(reason);
        }
        abort();
    }

    private void sayGoodbye(DisconnectReason reason) {
        try {
            client.getTransport()
                    .write(new SSHPacket(Message.DISCONNECT)
                            .putUInt32(reason.toInt())
                            .putString("")
                            .putString(""));
        } catch (IOException e) {
            LOG.debug("no goodbye to {}", configuration.target(), e);
        }
    }

    /** Says goodbye, within a second. */
    @Override
    public void close() {
        closing = true;
        Watchdog.Watch watch = abortAfter(GOODBYE);
        try {
            client.disconnect();
        } catch (IOException e) {
            LOG.debug("disconnecting from {} failed", configuration.target(), e);
        } finally {
            watch.callOff();
            jump.ifPresent(SshConnection::close);
            abort();
        }
    }

    /** Hands SSHJ a socket that is connected already. */
    private static final class Connected extends SocketFactory {

        private final Socket socket;

        Connected(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Socket createSocket() {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port, java.net.InetAddress localHost, int localPort) {
            return socket;
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(
                java.net.InetAddress address, int port, java.net.InetAddress localAddress, int localPort) {
            return socket;
        }
    }
}
