package org.walsafe.ssh;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.BaseFileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyFormat;
import net.schmizz.sshj.userauth.keyprovider.KeyProviderUtil;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;
import org.walsafe.ssh.knownhosts.WireKey;

/** Reads a private key and the certificates that belong to it. */
final class PrivateKeyFile {

    private static final long MAXIMUM_BYTES = 64 * 1024;

    private final SshCredentials.KeyFile credentials;

    PrivateKeyFile(SshCredentials.KeyFile credentials) {
        this.credentials = credentials;
    }

    /**
     * The key, each of its certificates before it, as {@code ssh} offers them.
     *
     * @throws IOException when the key cannot be read, is readable for others, or needs another passphrase; or when a file
     *     with a certificate cannot be read
     */
    List<Identity> identities() throws IOException {
        Path file = credentials.file();
        checkProtected(file);
        KeyPair pair = read(file);
        WireKey publicKey = WireKey.of(
                new Buffer.PlainBuffer().putPublicKey(pair.getPublic()).getCompactData());
        List<Identity> identities = new ArrayList<>();
        for (WireKey certificate : certificates(file)) {
            if (certificate.isCertificate() && certificate.publicKey().equals(publicKey)) {
                identities.add(new KeyFileIdentity(certificate, pair.getPrivate()));
            }
        }
        identities.add(new KeyFileIdentity(publicKey, pair.getPrivate()));
        return identities;
    }

    private static void checkProtected(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_BYTES) {
            throw new IOException(file + " is no private key: it is larger than " + MAXIMUM_BYTES + " bytes");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        Set<PosixFilePermission> owners = Set.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        if (!owners.containsAll(permissions)) {
            throw new IOException("the private key " + file + " is open to other users; run: chmod 600 " + file);
        }
    }

    private KeyPair read(Path file) throws IOException {
        OncePassphrase passphrase = new OncePassphrase();
        BaseFileKeyProvider provider = provider(file);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            provider.init(reader, null, passphrase);
            return new KeyPair(provider.getPublic(), provider.getPrivate());
        } catch (IOException | SSHRuntimeException e) {
            String reason = passphrase.asked
                    ? passphrase.given
                            ? "the passphrase is wrong"
                            : "it is protected by a passphrase; load it with ssh-add"
                    : "it cannot be read; ssh-keygen -p -f " + file + " rewrites it in OpenSSH's own format";
            throw new IOException("the private key " + file + " is of no use: " + reason, e);
        } finally {
            passphrase.forget();
        }
    }

    private static BaseFileKeyProvider provider(Path file) throws IOException {
        KeyFormat format = format(file);
        return switch (format) {
            case OpenSSHv1 -> new OpenSSHKeyV1KeyFile();
            case PKCS8 -> new PKCS8KeyFile();
            default -> throw new IOException(file + " is no private key in OpenSSH's or PKCS #8 format");
        };
    }

    private static KeyFormat format(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return KeyProviderUtil.detectKeyFileFormat(reader, false);
        }
    }

    private List<WireKey> certificates(Path file) throws IOException {
        List<WireKey> certificates = new ArrayList<>();
        for (Path further : credentials.certificates()) {
            certificates.add(readPublic(further));
        }
        Path beside = file.resolveSibling(file.getFileName() + "-cert.pub");
        if (Files.exists(beside)) {
            certificates.add(readPublic(beside));
        }
        return certificates;
    }

    /**
     * Reads a public key or certificate as {@code ssh-keygen} writes it, on one line.
     *
     * @throws IOException when there is none in {@code file}
     */
    static WireKey readPublic(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_BYTES) {
            throw new IOException(file + " is no public key: it is larger than " + MAXIMUM_BYTES + " bytes");
        }
        String[] words =
                Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("[ \t]+");
        return Optional.of(words)
                .filter(found -> found.length > 1)
                .flatMap(found -> WireKey.tryParse(found[0], found[1].strip()))
                .orElseThrow(() -> new IOException("there is no public key in " + file));
    }

    /** Asks for the passphrase when SSHJ first needs it, and remembers whether it did. */
    private final class OncePassphrase implements PasswordFinder {

        private boolean asked;
        private boolean given;
        private char[] secret = new char[0];

        @Override
        public char[] reqPassword(Resource<?> resource) {
            asked = true;
            Optional<char[]> answer = credentials.passphrase().of(credentials.file());
            given = answer.isPresent();
            secret = answer.orElse(secret);
            return secret;
        }

        @Override
        public boolean shouldRetry(Resource<?> resource) {
            return false;
        }

        void forget() {
            Arrays.fill(secret, '\0');
        }
    }
}
