package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.walsafe.ssh.knownhosts.WireKey;

/**
 * What a user can log in with, gathered from its credentials.
 *
 * @param usable the keys and certificates, in the order in which they are offered
 * @param problems why some of the credentials are of no use, for the message of a refused login
 */
record Identities(List<Identity> usable, List<String> problems) {

    /** Gathers them; what cannot be read is no reason not to try the rest. */
    static Identities of(SshConfiguration configuration, Watchdog watchdog) {
        List<Identity> usable = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (SshCredentials credentials : configuration.credentials()) {
            try {
                for (Identity identity : read(credentials, configuration, watchdog)) {
                    if (usable.stream().noneMatch(known -> known.key().equals(identity.key()))) {
                        usable.add(identity);
                    }
                }
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return new Identities(usable, problems);
    }

    private static List<Identity> read(SshCredentials credentials, SshConfiguration configuration, Watchdog watchdog)
            throws IOException {
        if (credentials instanceof SshCredentials.KeyFile keyFile) {
            return new PrivateKeyFile(keyFile).identities();
        }
        SshCredentials.Agent agent = (SshCredentials.Agent) credentials;
        List<Identity> all = new SshAgent(agent.socket(), watchdog, configuration.connectTimeout()).identities();
        if (agent.only().isEmpty()) {
            return all;
        }
        Set<WireKey> only = publicKeys(agent.only());
        return all.stream()
                .filter(identity -> only.contains(identity.key().publicKey()))
                .toList();
    }

    private static Set<WireKey> publicKeys(List<Path> files) throws IOException {
        List<WireKey> keys = new ArrayList<>();
        for (Path file : files) {
            keys.add(PrivateKeyFile.readPublic(file));
        }
        return keys.stream().map(WireKey::publicKey).collect(Collectors.toSet());
    }
}
