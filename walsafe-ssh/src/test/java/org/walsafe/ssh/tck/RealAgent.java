package org.walsafe.ssh.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.walsafe.tck.RealParts;

/** A real {@code ssh-agent} of one's own. Needs the real parts {@code ssh-agent} and {@code ssh-add}. */
public final class RealAgent implements AutoCloseable {

    private final Path socket;
    private final Process process;

    private RealAgent(Path socket, Process process) {
        this.socket = socket;
        this.process = process;
    }

    /**
     * Starts an agent without keys.
     *
     * @param directory where its socket is to be
     * @return the agent, ready to be asked
     */
    public static RealAgent start(Path directory) {
        Path socket = directory.resolve("agent");
        try {
            Process process = new ProcessBuilder(RealParts.path("ssh-agent").toString(), "-D", "-a", socket.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> Files.exists(socket));
            return new RealAgent(socket, process);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Gives the agent a key, with the certificate beside it if there is one.
     *
     * @param key a key without a passphrase
     */
    public void add(SshKey key) {
        ProcessBuilder builder = new ProcessBuilder(
                List.of(RealParts.path("ssh-add").toString(), key.file().toString()));
        builder.environment().put("SSH_AUTH_SOCK", socket.toString());
        Program added = Program.run(builder);
        if (added.status() != 0) {
            throw new AssertionError(added);
        }
    }

    /** The agent's socket. */
    public Path socket() {
        return socket;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
