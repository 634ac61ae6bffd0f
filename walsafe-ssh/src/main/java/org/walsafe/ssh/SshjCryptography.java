package org.walsafe.ssh;

import java.io.IOException;
import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SecurityUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets SSHJ run on the JDK's own cryptography.
 *
 * <p>SSHJ would register Bouncy Castle, 9 MB that no key of today needs, for the whole process if it finds it. Without, all
 * it lacks is a key factory named {@code ECDSA}, which the JDK calls {@code EC}. This adds one that hands on to the JDK's,
 * behind those that the process has; that is the only change it makes to the process.
 */
final class SshjCryptography {

    private static final Logger LOG = LoggerFactory.getLogger(SshjCryptography.class);

    private static final String NAME_IN_SSHJ = "ECDSA";
    private static final String NAME_IN_JDK = "EC";

    private SshjCryptography() {}

    /** Prepares SSHJ once; to be called before any of its classes is used. */
    static void prepare() {
        Prepared.once();
    }

    /**
     * Begins, in a thread of its own, with what the first login in a JVM would wait for: half of it is the JDK's cryptography
     * coming up. For who has something else to wait for meanwhile.
     */
    static void prepareAside() {
        Thread thread = new Thread(SshjCryptography::comeUp, "walsafe ssh cryptography");
        thread.setDaemon(true);
        thread.start();
    }

    private static void comeUp() {
        prepare();
        try {
            new SSHClient(SshjAlgorithms.configuration(SshAlgorithms.DEFAULT)).close();
            Cipher.getInstance("AES/GCM/NoPadding");
            KeyAgreement.getInstance("X25519");
            KeyPairGenerator.getInstance("X25519").generateKeyPair();
            Signature.getInstance("Ed25519")
                    .initSign(KeyPairGenerator.getInstance("Ed25519")
                            .generateKeyPair()
                            .getPrivate());
        } catch (IOException | GeneralSecurityException e) {
            LOG.debug("preparing for a login failed; the login itself will tell", e);
        }
    }

    /** Its initialisation is the preparation. */
    private static final class Prepared {

        static {
            SecurityUtils.setRegisterBouncyCastle(false);
            Security.addProvider(new EcdsaProvider());
        }

        private Prepared() {}

        static void once() {}
    }

    /** Provides a key factory for ECDSA. */
    private static final class EcdsaProvider extends Provider {

        @Serial
        private static final long serialVersionUID = 1L;

        EcdsaProvider() {
            super("WalSafe", "0.1", "the JDK's EC key factory under the name ECDSA");
            putService(
                    new Service(
                            this, "KeyFactory", NAME_IN_SSHJ, EcdsaKeyFactory.class.getName(), List.of(), Map.of()) {
                        @Override
                        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                            return new EcdsaKeyFactory(KeyFactory.getInstance(NAME_IN_JDK));
                        }
                    });
        }
    }

    /** Hands on to the JDK's key factory. */
    private static final class EcdsaKeyFactory extends KeyFactorySpi {

        private final KeyFactory jdk;

        EcdsaKeyFactory(KeyFactory jdk) {
            this.jdk = jdk;
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return jdk.generatePublic(spec);
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            return jdk.generatePrivate(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> kind) throws InvalidKeySpecException {
            return jdk.getKeySpec(key, kind);
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            return jdk.translateKey(key);
        }
    }
}
