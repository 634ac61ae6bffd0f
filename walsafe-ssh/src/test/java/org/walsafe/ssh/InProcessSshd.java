package org.walsafe.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * An SSH server inside the test's own process (Apache MINA SSHD), for tests that must run anywhere. It runs what it is told
 * as the user that runs the test, and knows OpenSSH's SFTP extensions unless it is told not to.
 */
final class InProcessSshd implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey = newKey();
    private final KeyPair userKey = newKey();
    private final Path directory;

    InProcessSshd(Path directory) throws IOException {
        this.directory = directory;
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, userKey.getPublic()));
        server.setCommandFactory((channel, line) -> new InProcessCommand(line));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Fails to flush files, from the next connection on. */
    InProcessSshd withFailingFlush() {
        server.setSubsystemFactories(List.of(new FailingFlush()));
        return this;
    }

    /** Forgets OpenSSH's SFTP extensions, from the next connection on. */
    InProcessSshd withoutExtensions() {
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, "");
        return this;
    }

    SshConfiguration.Builder configuration() throws IOException {
        return SshConfiguration.builder(target())
                .credentials(SshCredentials.KeyFile.of(userKeyFile()))
                .knownHosts(List.of(knownHosts()));
    }

    SshTarget target() {
        return new SshTarget("anybody", "127.0.0.1", server.getPort());
    }

    private Path userKeyFile() throws IOException {
        Path file = directory.resolve("user_key");
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(userKey.getPrivate().getEncoded());
            Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
        }
        return file;
    }

    private Path knownHosts() throws IOException {
        String key = PublicKeyEntry.toString(hostKey.getPublic());
        return Files.writeString(
                directory.resolve("known_hosts"), "[127.0.0.1]:" + server.getPort() + ' ' + key + '\n');
    }

    /** Ends all connections to it; it goes on listening. */
    void dropConnections() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    /** How many connections to it are open. */
    int connections() {
        return server.getActiveSessions().size();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
