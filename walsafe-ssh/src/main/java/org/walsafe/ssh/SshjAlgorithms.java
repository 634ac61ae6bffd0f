package org.walsafe.ssh;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.mac.Macs;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.cipher.Cipher;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.kex.KeyExchange;
import net.schmizz.sshj.transport.mac.MAC;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;

/**
 * What SSHJ is told to offer: of all that WalSafe knows, in its order of preference, those that are allowed.
 *
 * <p>All of it runs on the JDK's own cryptography. What stands last in a list is there for servers of the days of PostgreSQL
 * 9.2 and is used only where the operator's own settings name it.
 */
final class SshjAlgorithms {

    private static final List<Factory.Named<KeyExchange>> KEY_EXCHANGE = List.of(
            new Curve25519SHA256.Factory(),
            new Curve25519SHA256.FactoryLibSsh(),
            new ECDHNistP.Factory256(),
            new ECDHNistP.Factory384(),
            new ECDHNistP.Factory521(),
            DHGroups.Group16SHA512(),
            DHGroups.Group18SHA512(),
            DHGroups.Group14SHA256(),
            new DHGexSHA256.Factory(),
            DHGroups.Group14SHA1());

    private static final List<Factory.Named<KeyAlgorithm>> KEYS = List.of(
            KeyAlgorithms.EdDSA25519CertV01(),
            KeyAlgorithms.ECDSASHANistp256CertV01(),
            KeyAlgorithms.ECDSASHANistp384CertV01(),
            KeyAlgorithms.ECDSASHANistp521CertV01(),
            rsaCertificate("rsa-sha2-512-cert-v01@openssh.com", new SignatureRSA.FactoryRSASHA512()),
            rsaCertificate("rsa-sha2-256-cert-v01@openssh.com", new SignatureRSA.FactoryRSASHA256()),
            KeyAlgorithms.EdDSA25519(),
            KeyAlgorithms.ECDSASHANistp256(),
            KeyAlgorithms.ECDSASHANistp384(),
            KeyAlgorithms.ECDSASHANistp521(),
            KeyAlgorithms.RSASHA512(),
            KeyAlgorithms.RSASHA256(),
            KeyAlgorithms.SSHRSA());

    private static final List<Factory.Named<Cipher>> CIPHERS = List.of(
            GcmCiphers.AES128GCM(),
            GcmCiphers.AES256GCM(),
            BlockCiphers.AES128CTR(),
            BlockCiphers.AES192CTR(),
            BlockCiphers.AES256CTR());

    private static final List<Factory.Named<MAC>> MACS = List.of(
            Macs.HMACSHA2256Etm(),
            Macs.HMACSHA2512Etm(),
            Macs.HMACSHA2256(),
            Macs.HMACSHA2512(),
            Macs.HMACSHA1Etm(),
            Macs.HMACSHA1());

    private SshjAlgorithms() {}

    private static Factory.Named<KeyAlgorithm> rsaCertificate(
            String name, Factory.Named<net.schmizz.sshj.signature.Signature> signature) {
        return new KeyAlgorithms.Factory(name, signature, KeyType.RSA_CERT);
    }

    /**
     * The configuration of one SSHJ client.
     *
     * @throws SshConfigurationException when nothing is left to offer
     */
    static Config configuration(SshAlgorithms allowed) {
        ConfigImpl config = new ConfigImpl();
        config.setLoggerFactory(QuietLoggers.INSTANCE);
        config.setVersion("WalSafe");
        config.setKeyExchangeFactories(allowed(KEY_EXCHANGE, allowed.keyExchange(), "KexAlgorithms"));
        config.setKeyAlgorithms(allowed(KEYS, allowed.hostKeys(), "HostKeyAlgorithms"));
        config.setCipherFactories(allowed(CIPHERS, allowed.ciphers(), "Ciphers"));
        config.setMACFactories(allowed(MACS, allowed.macs(), "MACs"));
        config.setCompressionFactories(List.of(new NoneCompression.Factory()));
        config.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
        config.setFileKeyProviderFactories(List.of());
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        config.setVerifyHostKeyCertificates(false); // done by HostKeyCheck, by OpenSSH's rules
        return config;
    }

    private static <T> List<Factory.Named<T>> allowed(
            List<Factory.Named<T>> known, List<String> allowed, String setting) {
        List<Factory.Named<T>> offered =
                known.stream().filter(one -> allowed.contains(one.getName())).toList();
        if (offered.isEmpty()) {
            throw new SshConfigurationException(
                    "WalSafe knows none of the allowed " + setting + ": " + String.join(",", allowed),
                    "Allow one of these for this host: "
                            + String.join(
                                    ",",
                                    known.stream().map(Factory.Named::getName).toList()) + ".");
        }
        return offered;
    }
}
