package org.walsafe.ssh.knownhosts;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.schmizz.sshj.common.Buffer;

/** Keys that were made for a test, without a program to make them. */
final class TestKeys {

    private static final int ED25519_PREFIX = 12;

    private TestKeys() {}

    /** A key of its own for every number. */
    static WireKey ed25519(int number) {
        byte[] bytes = new byte[32];
        new Random(number).nextBytes(bytes);
        return WireKey.of(new Buffer.PlainBuffer()
                .putString("ssh-ed25519")
                .putString(bytes)
                .getCompactData());
    }

    static WireKey rsa(int number, int bits) {
        BigInteger modulus = new BigInteger(bits, new Random(number)).setBit(bits - 1);
        return WireKey.of(new Buffer.PlainBuffer()
                .putString("ssh-rsa")
                .putMPInt(BigInteger.valueOf(65537))
                .putMPInt(modulus)
                .getCompactData());
    }

    static String line(String hosts, WireKey key) {
        return hosts + ' ' + key.type() + ' ' + key.base64();
    }

    /** An authority that can sign. */
    static final class Authority {

        private final KeyPair pair;

        Authority() {
            try {
                pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        WireKey key() {
            byte[] encoded = pair.getPublic().getEncoded();
            return WireKey.of(new Buffer.PlainBuffer()
                    .putString("ssh-ed25519")
                    .putString(Arrays.copyOfRange(encoded, ED25519_PREFIX, encoded.length))
                    .getCompactData());
        }

        Certificate certify(WireKey subject) {
            return new Certificate(this, subject);
        }

        private byte[] sign(byte[] data) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(pair.getPrivate());
                signature.update(data);
                return new Buffer.PlainBuffer()
                        .putString("ssh-ed25519")
                        .putString(signature.sign())
                        .getCompactData();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A host certificate of an ed25519 key, good for {@code host} in all eternity unless told otherwise. */
    static final class Certificate {

        private final Authority authority;
        private final WireKey subject;
        private long kind = 2;
        private List<String> principals = List.of("host");
        private BigInteger validAfter = BigInteger.ZERO;
        private BigInteger validBefore = Buffer.MAX_UINT64_VALUE;
        private byte[] criticalOptions = new byte[0];

        private Certificate(Authority authority, WireKey subject) {
            this.authority = authority;
            this.subject = subject;
        }

        Certificate forUsers() {
            kind = 1;
            return this;
        }

        Certificate principals(String... names) {
            principals = new ArrayList<>(List.of(names));
            return this;
        }

        Certificate valid(Instant from, Instant to) {
            validAfter = BigInteger.valueOf(from.getEpochSecond());
            validBefore = BigInteger.valueOf(to.getEpochSecond());
            return this;
        }

        Certificate withCriticalOption() {
            criticalOptions = new Buffer.PlainBuffer()
                    .putString("force-command")
                    .putString(new Buffer.PlainBuffer().putString("true").getCompactData())
                    .getCompactData();
            return this;
        }

        WireKey key() {
            var names = new Buffer.PlainBuffer();
            principals.forEach(names::putString);
            var publicKey = new Buffer.PlainBuffer(subject.blob());
            byte[] keyBytes;
            try {
                publicKey.readBytes();
                keyBytes = publicKey.readBytes();
            } catch (Buffer.BufferException e) {
                throw new AssertionError(e);
            }
            var unsigned = new Buffer.PlainBuffer()
                    .putString("ssh-ed25519-cert-v01@openssh.com")
                    .putString(new byte[32])
                    .putString(keyBytes)
                    .putUInt64(BigInteger.ONE)
                    .putUInt32(kind)
                    .putString("key id")
                    .putString(names.getCompactData())
                    .putUInt64(validAfter)
                    .putUInt64(validBefore)
                    .putString(criticalOptions)
                    .putString(new byte[0])
                    .putString(new byte[0])
                    .putString(authority.key().blob());
            byte[] signature = authority.sign(unsigned.getCompactData());
            return WireKey.of(unsigned.putString(signature).getCompactData());
        }
    }
}
