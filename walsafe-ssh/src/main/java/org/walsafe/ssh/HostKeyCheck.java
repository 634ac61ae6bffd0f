package org.walsafe.ssh;

import java.io.IOException;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;
import org.walsafe.ssh.knownhosts.CertificateRules;
import org.walsafe.ssh.knownhosts.HostKeyVerdict;
import org.walsafe.ssh.knownhosts.HostNames;
import org.walsafe.ssh.knownhosts.KnownHosts;
import org.walsafe.ssh.knownhosts.WireKey;

/**
 * Decides for one connection whether the host is the one it says it is, by the {@code known_hosts} files alone: a key is
 * never learnt on first use.
 *
 * <p>SSHJ's own verifier is not used: it believes revoked keys, takes a negated pattern for a match, and does not look whether
 * a certificate is a host's.
 */
final class HostKeyCheck implements HostKeyVerifier {

    private final SshConfiguration configuration;
    private final InstantSource clock;
    private final HostNames names;
    private final KnownHosts knownHosts;
    private volatile @Nullable HostKeyRefusedException refusal;

    /**
     * Reads what is known of the host.
     *
     * @throws IOException when a {@code known_hosts} file cannot be read
     */
    HostKeyCheck(SshConfiguration configuration, InstantSource clock) throws IOException {
        this.configuration = configuration;
        this.clock = clock;
        SshTarget target = configuration.target();
        this.names = configuration
                .hostKeyAlias()
                .map(HostNames::ofAlias)
                .orElseGet(() -> HostNames.of(target.host(), target.port()));
        this.knownHosts = KnownHosts.of(names, configuration.knownHosts());
    }

    /** Why the host was refused, if it was. */
    Optional<HostKeyRefusedException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public boolean verify(String address, int port, PublicKey key) {
        WireKey presented =
                WireKey.of(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
        Optional<HostKeyRefusedException> objection = objection(presented);
        refusal = objection.orElse(null);
        return objection.isEmpty();
    }

    /** As {@code ssh} does, asks first for keys of the known types and for certificates of such. */
    @Override
    public List<String> findExistingAlgorithms(String address, int port) {
        return configuration.algorithms().hostKeys().stream()
                .filter(this::mayBeKnown)
                .toList();
    }

    private boolean mayBeKnown(String algorithm) {
        boolean certificate = algorithm.endsWith(WireKey.CERTIFICATE_SUFFIX);
        String signature = Identity.signatureName(algorithm);
        String type = signature.startsWith("rsa-sha2-") ? "ssh-rsa" : signature;
        return (certificate && knownHosts.knowsAuthority())
                || knownHosts.knownTypes().contains(type);
    }

    private Optional<HostKeyRefusedException> objection(WireKey presented) {
        int rsaBits = presented.rsaBits().orElse(Integer.MAX_VALUE);
        if (rsaBits < configuration.leastRsaBits()) {
            return Optional.of(refuse(
                    presented,
                    "its RSA key has only " + rsaBits + " bits, " + configuration.leastRsaBits() + " are required",
                    "Give the host a longer key, or allow shorter ones for it."));
        }
        HostKeyVerdict verdict = knownHosts.judge(presented, rules());
        if (verdict instanceof HostKeyVerdict.Trusted) {
            return Optional.empty();
        }
        if (verdict instanceof HostKeyVerdict.Revoked revoked) {
            return Optional.of(refuse(
                    presented,
                    "its key is revoked in " + revoked.place(),
                    "Somebody may be in possession of that key. Give the host a new one."));
        }
        if (verdict instanceof HostKeyVerdict.Changed changed) {
            return Optional.of(refuse(
                    presented,
                    "its key is not one of those in " + String.join(", ", changed.places())
                            + because(changed.objection()),
                    "Somebody may be listening in. If the host has a new key, and its fingerprint is this one, replace"
                            + " the old lines by: " + knownHostsLine(presented)));
        }
        HostKeyVerdict.Unknown unknown = (HostKeyVerdict.Unknown) verdict;
        return Optional.of(refuse(
                presented,
                "its key is not known" + because(unknown.objection()),
                "If the host's fingerprint is this one, add to "
                        + configuration.knownHosts().stream()
                                .findFirst()
                                .map(Object::toString)
                                .orElse("known_hosts")
                        + " the line: " + knownHostsLine(presented)));
    }

    private CertificateRules rules() {
        String hostName =
                configuration.hostKeyAlias().orElse(configuration.target().host());
        return new CertificateRules(
                hostName.toLowerCase(Locale.ROOT),
                clock.instant(),
                new HashSet<>(configuration.algorithms().authorities()));
    }

    private HostKeyRefusedException refuse(WireKey presented, String reason, String hint) {
        WireKey key = presented.publicKey();
        return new HostKeyRefusedException(
                configuration.target() + " is not believed to be what it says, for " + reason + ". It presented "
                        + key.type() + " " + key.fingerprint(),
                hint,
                key.fingerprint(),
                knownHostsLine(presented));
    }

    private String knownHostsLine(WireKey presented) {
        WireKey key = presented.publicKey();
        return names.name() + ' ' + key.type() + ' ' + key.base64();
    }

    private static String because(Optional<String> objection) {
        return objection.map(reason -> ", and of its certificate " + reason).orElse("");
    }
}
