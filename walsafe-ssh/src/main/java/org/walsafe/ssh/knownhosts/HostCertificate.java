package org.walsafe.ssh.knownhosts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.signature.Signature;

/**
 * A certificate by which an authority vouches for a host key (OpenSSH {@code PROTOCOL.certkeys}).
 *
 * <p>Immutable and thread-safe.
 */
final class HostCertificate {

    /** The kind of certificate that speaks of hosts; 1 speaks of users. */
    private static final long HOST = 2;

    private final byte[] signed;
    private final long kind;
    private final List<String> principals;
    private final long validAfter;
    private final long validBefore;
    private final boolean hasCriticalOptions;
    private final WireKey authority;
    private final byte[] signature;

    private HostCertificate(byte[] blob, Buffer.PlainBuffer fields) throws Buffer.BufferException {
        fields.readUInt64AsBigInteger(); // serial number
        kind = fields.readUInt32();
        fields.readBytes(); // key identifier
        principals = strings(fields.readBytes());
        validAfter = fields.readUInt64AsBigInteger().longValue();
        validBefore = fields.readUInt64AsBigInteger().longValue();
        hasCriticalOptions = fields.readBytes().length > 0;
        fields.readBytes(); // extensions
        fields.readBytes(); // reserved
        authority = WireKey.of(fields.readBytes());
        signed = Arrays.copyOf(blob, fields.rpos());
        signature = fields.readBytes();
        if (fields.available() > 0) {
            throw new IllegalArgumentException("a certificate with something after its signature");
        }
    }

    /**
     * Reads the certificate in {@code key}.
     *
     * @throws IllegalArgumentException when it is torn, or of a type that nobody here knows
     */
    static HostCertificate of(WireKey key) {
        WireKey publicKey = key.publicKey();
        byte[] blob = key.blob();
        try {
            var fields = new Buffer.PlainBuffer(blob);
            fields.readBytes(); // type
            fields.readBytes(); // nonce
            var keyFields = new Buffer.PlainBuffer(publicKey.blob());
            keyFields.readBytes(); // its type, which the certificate does not repeat
            fields.readRawBytes(new byte[keyFields.available()]);
            return new HostCertificate(blob, fields);
        } catch (Buffer.BufferException e) {
            throw new IllegalArgumentException("torn certificate of type " + key.type(), e);
        }
    }

    /** The key of the authority that signed it. */
    WireKey authority() {
        return authority;
    }

    /**
     * What speaks against believing it, or empty when nothing does but that its authority may not be known. The order is
     * that of OpenSSH's {@code sshkey_cert_check_host}.
     */
    Optional<String> objection(CertificateRules rules) {
        if (kind != HOST) {
            return Optional.of("it is not a host certificate");
        }
        if (Long.compareUnsigned(rules.now().getEpochSecond(), validAfter) < 0) {
            return Optional.of("it is not yet valid");
        }
        if (Long.compareUnsigned(rules.now().getEpochSecond(), validBefore) >= 0) {
            return Optional.of("it has expired");
        }
        if (!principals.isEmpty() && !principals.contains(rules.hostName())) {
            return Optional.of("it is for " + principals + ", not for " + rules.hostName());
        }
        if (hasCriticalOptions) {
            return Optional.of("it has critical options, which no host certificate may have");
        }
        return objectionToSignature(rules);
    }

    private Optional<String> objectionToSignature(CertificateRules rules) {
        try {
            String algorithm = new Buffer.PlainBuffer(signature).readString();
            if (!rules.authorityAlgorithms().contains(algorithm)) {
                return Optional.of("its authority signed with " + algorithm + ", which is not allowed");
            }
            Signature verifier = Factory.Named.Util.create(KeyType.CertUtils.ALL_SIGNATURES, algorithm);
            verifier.initVerify(new Buffer.PlainBuffer(authority.blob()).readPublicKey());
            verifier.update(signed, 0, signed.length);
            return verifier.verify(signature) ? Optional.empty() : Optional.of("its signature is wrong");
        } catch (Buffer.BufferException | SSHRuntimeException e) {
            return Optional.of("its signature cannot be checked: " + e.getMessage());
        }
    }

    private static List<String> strings(byte[] packed) throws Buffer.BufferException {
        List<String> strings = new ArrayList<>();
        var buffer = new Buffer.PlainBuffer(packed);
        while (buffer.available() > 0) {
            strings.add(buffer.readString());
        }
        return strings;
    }
}
