package org.walsafe.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The checksum of lz4 frames: xxHash, 32 bits, seed 0, as in the xxHash fast digest algorithm's description 0.1.1. */
final class XxHash32 {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int PRIME_1 = 0x9E3779B1;
    private static final int PRIME_2 = 0x85EBCA77;
    private static final int PRIME_3 = 0xC2B2AE3D;
    private static final int PRIME_4 = 0x27D4EB2F;
    private static final int PRIME_5 = 0x165667B1;
    private static final int STRIPE = 16;

    private final byte[] pending = new byte[STRIPE];
    private int pendingBytes;
    private long length;
    private int lane1;
    private int lane2;
    private int lane3;
    private int lane4;

    XxHash32() {
        reset();
    }

    /** The hash of one piece of data. */
    static int of(byte[] data, int offset, int length) {
        XxHash32 hash = new XxHash32();
        hash.update(data, offset, length);
        return hash.value();
    }

    void reset() {
        pendingBytes = 0;
        length = 0;
        lane1 = 0x24234428; // PRIME_1 + PRIME_2
        lane2 = PRIME_2;
        lane3 = 0;
        lane4 = -PRIME_1;
    }

    void update(byte[] data, int offset, int count) {
        int from = offset;
        int end = offset + count;
        length += count;
        if (pendingBytes > 0) {
            int taken = Math.min(STRIPE - pendingBytes, count);
            System.arraycopy(data, from, pending, pendingBytes, taken);
            pendingBytes += taken;
            from += taken;
            if (pendingBytes < STRIPE) {
                return;
            }
            stripes(pending, 0, STRIPE);
        }
        int whole = (end - from) & -STRIPE;
        stripes(data, from, from + whole);
        from += whole;
        pendingBytes = end - from;
        System.arraycopy(data, from, pending, 0, pendingBytes);
    }

    /** The hash of what it was fed since the last reset. */
    int value() {
        int hash = length >= STRIPE
                ? Integer.rotateLeft(lane1, 1)
                        + Integer.rotateLeft(lane2, 7)
                        + Integer.rotateLeft(lane3, 12)
                        + Integer.rotateLeft(lane4, 18)
                : PRIME_5;
        hash += (int) length;
        int i = 0;
        for (; i + 4 <= pendingBytes; i += 4) {
            hash = Integer.rotateLeft(hash + (int) INT.get(pending, i) * PRIME_3, 17) * PRIME_4;
        }
        for (; i < pendingBytes; i++) {
            hash = Integer.rotateLeft(hash + (pending[i] & 0xff) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ (hash >>> 15)) * PRIME_2;
        hash = (hash ^ (hash >>> 13)) * PRIME_3;
        return hash ^ (hash >>> 16);
    }

    private void stripes(byte[] data, int from, int end) {
        int a = lane1;
        int b = lane2;
        int c = lane3;
        int d = lane4;
        for (int i = from; i < end; i += STRIPE) {
            a = round(a, (int) INT.get(data, i));
            b = round(b, (int) INT.get(data, i + 4));
            c = round(c, (int) INT.get(data, i + 8));
            d = round(d, (int) INT.get(data, i + 12));
        }
        lane1 = a;
        lane2 = b;
        lane3 = c;
        lane4 = d;
    }

    private static int round(int lane, int word) {
        return Integer.rotateLeft(lane + word * PRIME_2, 13) * PRIME_1;
    }
}
