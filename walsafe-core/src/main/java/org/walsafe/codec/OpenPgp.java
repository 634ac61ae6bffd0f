package org.walsafe.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Recognises an encrypted OpenPGP message (RFC 9580): ASCII armour, or a first packet that holds an encrypted session key.
 *
 * <p>The packet's version is looked at too, since an uncompressed segment of PostgreSQL 9.5 begins with {@code 87 d0},
 * which alone would pass for a packet's header.
 */
final class OpenPgp {

    private static final byte[] ARMOUR = "-----BEGIN PGP MESSAGE-----".getBytes(StandardCharsets.US_ASCII);

    private static final int PUBLIC_KEY_ENCRYPTED_SESSION_KEY = 1;
    private static final int SYMMETRIC_KEY_ENCRYPTED_SESSION_KEY = 3;

    private OpenPgp() {}

    static boolean begins(byte[] head) {
        return startsWith(head, ARMOUR) || startsWithSessionKey(head);
    }

    private static boolean startsWith(byte[] head, byte[] beginning) {
        return head.length >= beginning.length
                && Arrays.equals(head, 0, beginning.length, beginning, 0, beginning.length);
    }

    private static boolean startsWithSessionKey(byte[] head) {
        if (head.length < 2 || (head[0] & 0x80) == 0) {
            return false;
        }
        boolean currentForm = (head[0] & 0x40) != 0;
        int tag = currentForm ? head[0] & 0x3f : (head[0] >> 2) & 0xf;
        int lengthBytes = currentForm ? currentLengthBytes(head[1] & 0xff) : 1 << (head[0] & 3);
        boolean indefinite = currentForm ? lengthBytes == 0 : (head[0] & 3) == 3;
        if (indefinite || head.length <= 1 + lengthBytes) {
            return false;
        }
        int version = head[1 + lengthBytes];
        return switch (tag) {
            case PUBLIC_KEY_ENCRYPTED_SESSION_KEY -> version == 3 || version == 6;
            case SYMMETRIC_KEY_ENCRYPTED_SESSION_KEY -> version >= 4 && version <= 6;
            default -> false;
        };
    }

    /** How many bytes a length takes in the current packet format; 0 for a partial length, which has no end in sight. */
    private static int currentLengthBytes(int first) {
        if (first < 192) {
            return 1;
        }
        if (first < 224) {
            return 2;
        }
        return first == 255 ? 5 : 0;
    }
}
