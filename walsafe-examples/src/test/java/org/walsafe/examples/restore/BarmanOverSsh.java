package org.walsafe.examples.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.ssh.tck.SshKey;

/** A real Barman behind a real sshd, with an SSH configuration that lets PostgreSQL's user in under the name {@code backup}. */
public final class BarmanOverSsh implements AutoCloseable {

    private final Account client = ArchivedHistory.SERVER_USER;
    private final Path clientDirectory = client.temporaryDirectory("walsafe-restore");
    private final RealBarman barman;
    private final RealSshd sshd;
    private final Path sshConfiguration;

    private BarmanOverSsh(RealBarman barman) throws IOException {
        this.barman = barman;
        sshd = RealSshd.start(barman.account());
        SshKey key = SshKey.make(clientDirectory, "id_ed25519", "ed25519");
        client.own(key.file());
        sshd.authorize(key.publicKey());
        Path knownHosts = own(Files.writeString(
                clientDirectory.resolve("known_hosts"),
                "backup " + sshd.ed25519HostKey().publicKey() + "\n"));
        sshConfiguration = own(Files.writeString(
                clientDirectory.resolve("config"),
                String.join(
                        "\n",
                        "Host backup",
                        "HostName " + RealSshd.HOST,
                        "HostKeyAlias backup",
                        "Port " + sshd.port(),
                        "IdentityFile " + key.file(),
                        "UserKnownHostsFile " + knownHosts,
                        "IdentitiesOnly yes",
                        "BatchMode yes",
                        "")));
    }

    private Path own(Path file) {
        client.own(file);
        return file;
    }

    /** Starts them; the archive is empty. */
    static BarmanOverSsh start(String compression) throws IOException {
        return of(RealBarman.withoutServer().set("compression", compression));
    }

    /** Puts an sshd in front of a Barman, which is closed with it. */
    public static BarmanOverSsh of(RealBarman barman) throws IOException {
        return new BarmanOverSsh(barman);
    }

    /** Archives files, as if a server had sent them. */
    void archive(List<Path> files) throws IOException {
        for (Path file : files) {
            Path sent = barman.incoming().resolve(file.getFileName());
            Files.copy(file, sent);
            barman.account().own(sent);
        }
        barman.archive();
    }

    /** The Barman. */
    public RealBarman barman() {
        return barman;
    }

    RealSshd sshd() {
        return sshd;
    }

    Path sshConfiguration() {
        return sshConfiguration;
    }

    /** The options of {@code walsafe restore} that lead to it, and the two operands. */
    public String options() {
        return "--ssh-config " + sshConfiguration + " -U " + barman.account().name() + " -c " + barman.configuration()
                + " backup " + RealBarman.SERVER;
    }

    @Override
    public void close() {
        sshd.close();
        barman.close();
        try {
            PathUtils.deleteDirectory(clientDirectory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
