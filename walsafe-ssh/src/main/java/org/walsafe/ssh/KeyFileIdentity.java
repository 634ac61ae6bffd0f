package org.walsafe.ssh;

import java.io.IOException;
import java.security.PrivateKey;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.signature.Signature;
import org.walsafe.ssh.knownhosts.WireKey;

/**
 * A private key that was read from a file, with its public key or with a certificate of that.
 *
 * @param key the public key or certificate
 * @param privateKey the private key
 */
record KeyFileIdentity(WireKey key, PrivateKey privateKey) implements Identity {

    @Override
    public byte[] sign(String algorithm, byte[] data) throws IOException {
        String name = Identity.signatureName(algorithm);
        try {
            Signature signature = Factory.Named.Util.create(KeyType.CertUtils.ALL_SIGNATURES, name);
            signature.initSign(privateKey);
            signature.update(data);
            byte[] value = signature.encode(signature.sign());
            return new Buffer.PlainBuffer().putString(name).putString(value).getCompactData();
        } catch (SSHRuntimeException e) {
            throw new IOException("cannot sign with " + key + ": " + e.getMessage(), e);
        }
    }

    /** The public half alone. */
    @Override
    public String toString() {
        return key.toString();
    }
}
