package org.walsafe.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.ssh.knownhosts.WireKey;

/**
 * Speaks with an agent over its Unix socket (draft-ietf-sshm-ssh-agent): which keys it has, and a signature by one of them.
 * Every question has a connection of its own, as most agents are asked once.
 */
final class SshAgent {

    private static final Logger LOG = LoggerFactory.getLogger(SshAgent.class);

    private static final int MAXIMUM_MESSAGE = 256 * 1024;

    private static final byte REQUEST_IDENTITIES = 11;
    private static final byte IDENTITIES_ANSWER = 12;
    private static final byte SIGN_REQUEST = 13;
    private static final byte SIGN_RESPONSE = 14;

    private static final int NO_FLAGS = 0;
    private static final int RSA_SHA2_256 = 2;
    private static final int RSA_SHA2_512 = 4;

    private final Path socket;
    private final Watchdog watchdog;
    private final Duration timeout;

    /** The agent behind {@code socket}, which may take {@code timeout} for an answer. */
    SshAgent(Path socket, Watchdog watchdog, Duration timeout) {
        this.socket = socket;
        this.watchdog = watchdog;
        this.timeout = timeout;
    }

    /** The keys that the agent has. */
    List<Identity> identities() throws IOException {
        Buffer.PlainBuffer answer = ask(new Buffer.PlainBuffer().putByte(REQUEST_IDENTITIES), IDENTITIES_ANSWER);
        List<Identity> identities = new ArrayList<>();
        for (long left = answer.readUInt32(); left > 0; left--) {
            addTo(identities, answer.readBytes());
            answer.readBytes(); // a comment
        }
        return identities;
    }

    private void addTo(List<Identity> identities, byte[] blob) {
        try {
            WireKey key = WireKey.of(blob);
            key.publicKey();
            identities.add(new AgentIdentity(key));
        } catch (IllegalArgumentException e) {
            LOG.debug("passing over a key of the agent at {}: {}", socket, e.getMessage());
        }
    }

    private Buffer.PlainBuffer ask(Buffer.PlainBuffer question, byte expected) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            Watchdog.Watch watch = watchdog.watch(timeout, () -> closeQuietly(channel));
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return exchange(channel, question.getCompactData(), expected);
            } finally {
                watch.callOff();
            }
        } catch (IOException e) {
            throw new IOException("the agent at " + socket + " gave no answer: " + SshConnection.reason(e), e);
        }
    }

    private static Buffer.PlainBuffer exchange(SocketChannel channel, byte[] question, byte expected)
            throws IOException {
        ByteBuffer request = ByteBuffer.allocate(Integer.BYTES + question.length);
        request.putInt(question.length).put(question).flip();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        int length = read(channel, Integer.BYTES).getInt();
        if (length < 1 || length > MAXIMUM_MESSAGE) {
            throw new IOException("it answered with " + length + " bytes");
        }
        var answer = new Buffer.PlainBuffer(read(channel, length).array());
        if (answer.readByte() != expected) {
            throw new IOException("it refused");
        }
        return answer;
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("it hung up");
            }
        }
        return bytes.flip();
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // whoever waits on it is told
        }
    }

    /** A key that the agent keeps to itself. */
    private final class AgentIdentity implements Identity {

        private final WireKey key;

        AgentIdentity(WireKey key) {
            this.key = key;
        }

        @Override
        public WireKey key() {
            return key;
        }

        @Override
        public byte[] sign(String algorithm, byte[] data) throws IOException {
            var question = new Buffer.PlainBuffer()
                    .putByte(SIGN_REQUEST)
                    .putString(key.blob())
                    .putString(data)
                    .putUInt32(flags(algorithm));
            return ask(question, SIGN_RESPONSE).readBytes();
        }

        private static int flags(String algorithm) {
            return switch (Identity.signatureName(algorithm)) {
                case "rsa-sha2-512" -> RSA_SHA2_512;
                case "rsa-sha2-256" -> RSA_SHA2_256;
                default -> NO_FLAGS;
            };
        }

        @Override
        public String toString() {
            return key.toString();
        }
    }
}
