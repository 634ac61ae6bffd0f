package org.walsafe.ssh.knownhosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.ssh.knownhosts.HostKeyVerdict.Changed;
import org.walsafe.ssh.knownhosts.HostKeyVerdict.Revoked;
import org.walsafe.ssh.knownhosts.HostKeyVerdict.Trusted;
import org.walsafe.ssh.knownhosts.HostKeyVerdict.Unknown;
import org.walsafe.ssh.knownhosts.KnownHostsLine.Marker;

/**
 * What {@code known_hosts} files say of one host, judged as OpenSSH judges it ({@code check_host_key} in its
 * {@code sshconnect.c} and {@code hostfile.c}, version 9.2; compared with {@code ssh} case by case in the tests).
 *
 * <p>Immutable and thread-safe.
 */
public final class KnownHosts {

    private static final long MAXIMUM_FILE_SIZE = 64L << 20;

    private final List<KnownHostsLine> byName;
    private final List<KnownHostsLine> byNameWithoutPort;

    private KnownHosts(List<KnownHostsLine> byName, List<KnownHostsLine> byNameWithoutPort) {
        this.byName = byName;
        this.byNameWithoutPort = byNameWithoutPort;
    }

    /**
     * Reads what {@code files} say of the host. A file that does not exist says nothing; one that cannot be read might have
     * revoked a key, so it is an error.
     *
     * @throws IOException when a file exists and cannot be read, or is larger than 64 MiB
     */
    public static KnownHosts of(HostNames names, List<Path> files) throws IOException {
        List<KnownHostsLine> byName = new ArrayList<>();
        List<KnownHostsLine> byNameWithoutPort = new ArrayList<>();
        for (Path file : files) {
            for (KnownHostsLine line : read(file)) {
                if (line.hosts().match(names.name())) {
                    byName.add(line);
                }
                if (names.withoutPort().filter(line.hosts()::match).isPresent()) {
                    byNameWithoutPort.add(line);
                }
            }
        }
        return new KnownHosts(byName, byNameWithoutPort);
    }

    private static List<KnownHostsLine> read(Path file) throws IOException {
        List<KnownHostsLine> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            if (Files.size(file) > MAXIMUM_FILE_SIZE) {
                throw new IOException(file + " is larger than " + MAXIMUM_FILE_SIZE + " bytes");
            }
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                KnownHostsLine.parse(line, file + ":" + number).ifPresent(lines::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return lines;
    }

    /** The types of key by which the host is known, so that it can be asked for one of them; may have doubles. */
    public List<String> knownTypes() {
        return byNameOrWithoutPort().stream()
                .filter(line -> line.marker() == Marker.NONE)
                .map(line -> line.key().type())
                .toList();
    }

    /** Whether an authority is known for the host, so that it can be asked for a certificate. */
    public boolean knowsAuthority() {
        return byNameOrWithoutPort().stream().anyMatch(line -> line.marker() == Marker.CERTIFICATE_AUTHORITY);
    }

    private List<KnownHostsLine> byNameOrWithoutPort() {
        return byName.isEmpty() ? byNameWithoutPort : byName;
    }

    /**
     * Judges the key or certificate that the host presented.
     *
     * @throws IllegalArgumentException when it is torn, or of a type that nobody here knows
     */
    public HostKeyVerdict judge(WireKey presented, CertificateRules rules) {
        HostKeyVerdict verdict = new Unknown(Optional.empty());
        if (presented.isCertificate()) {
            verdict = judgeCertificate(presented, rules);
            if (verdict instanceof Trusted || verdict instanceof Revoked) {
                return verdict;
            }
        }
        return judgeKey(presented.publicKey(), objectionIn(verdict));
    }

    private HostKeyVerdict judgeCertificate(WireKey presented, CertificateRules rules) {
        HostCertificate certificate = HostCertificate.of(presented);
        HostKeyVerdict verdict = judgeCertificate(presented, certificate, byName, rules);
        if (!(verdict instanceof Unknown unknown) || unknown.objection().isPresent()) {
            return verdict;
        }
        HostKeyVerdict fallback = judgeCertificate(presented, certificate, byNameWithoutPort, rules);
        return fallback instanceof Revoked ? verdict : fallback;
    }

    private static HostKeyVerdict judgeCertificate(
            WireKey presented, HostCertificate certificate, List<KnownHostsLine> lines, CertificateRules rules) {
        for (KnownHostsLine line : lines) {
            boolean revoked = line.marker() == Marker.REVOKED;
            if (revoked
                    && (line.key().equals(presented.publicKey()) || line.key().equals(certificate.authority()))) {
                return new Revoked(line.place());
            }
        }
        boolean authorityKnown = lines.stream()
                .anyMatch(line -> line.marker() == Marker.CERTIFICATE_AUTHORITY
                        && line.key().equals(certificate.authority()));
        if (!authorityKnown) {
            return new Unknown(Optional.empty());
        }
        Optional<String> objection = certificate.objection(rules);
        return objection.isEmpty() ? new Trusted() : new Unknown(objection);
    }

    private HostKeyVerdict judgeKey(WireKey key, Optional<String> objection) {
        HostKeyVerdict verdict = judgeKey(key, byName, objection);
        if (!(verdict instanceof Unknown)) {
            return verdict;
        }
        return judgeKey(key, byNameWithoutPort, objection);
    }

    private static HostKeyVerdict judgeKey(WireKey key, List<KnownHostsLine> lines, Optional<String> objection) {
        for (KnownHostsLine line : lines) {
            if (line.marker() == Marker.REVOKED && line.key().equals(key)) {
                return new Revoked(line.place());
            }
        }
        List<KnownHostsLine> ofTheHost =
                lines.stream().filter(line -> line.marker() == Marker.NONE).toList();
        if (ofTheHost.stream().anyMatch(line -> line.key().equals(key))) {
            return new Trusted();
        }
        return ofTheHost.isEmpty()
                ? new Unknown(objection)
                : new Changed(ofTheHost.stream().map(KnownHostsLine::place).toList(), objection);
    }

    private static Optional<String> objectionIn(HostKeyVerdict verdict) {
        return verdict instanceof Unknown unknown ? unknown.objection() : Optional.empty();
    }
}
