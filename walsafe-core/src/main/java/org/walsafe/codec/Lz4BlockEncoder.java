package org.walsafe.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Encodes one block of lz4 at a time (block format of 2022-07-31), taking the first match that a small hash table offers.
 *
 * <p>For one thread.
 */
final class Lz4BlockEncoder {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int HASH_BITS = 14;
    private static final int HASH_FACTOR = 0x9E3779B1;
    private static final int NOWHERE = -1;

    private static final int SHORTEST_MATCH = 4;
    private static final int FARTHEST = 0xffff;

    /** The format's rules for the end of a block: where the last match may begin, and where it must end. */
    private static final int MATCH_BEGINS_BEFORE_END = 12;

    private static final int MATCH_ENDS_BEFORE_END = 5;

    /** The step grows by one byte after so many (two to this power) positions in vain. */
    private static final int PATIENCE = 6;

    private final int[] lastSeen = new int[1 << HASH_BITS];
    private byte[] out = new byte[0];
    private int to;

    /** How long a block of {@code length} bytes may become. */
    static int longest(int length) {
        return length + length / 255 + 16;
    }

    /**
     * Encodes {@code length} bytes of {@code in}.
     *
     * @param target takes the block, from its beginning on; {@link #longest} bytes at the least
     * @return how long the block is
     */
    int encode(byte[] in, int length, byte[] target) {
        Arrays.fill(lastSeen, NOWHERE);
        out = target;
        to = 0;
        int literals = 0;
        int lastBegin = length - MATCH_BEGINS_BEFORE_END;
        int lastEnd = length - MATCH_ENDS_BEFORE_END;
        int inVain = 0;
        for (int here = 0; here <= lastBegin; ) {
            int word = (int) INT.get(in, here);
            int slot = (word * HASH_FACTOR) >>> (32 - HASH_BITS);
            int there = lastSeen[slot];
            lastSeen[slot] = here;
            if (there == NOWHERE || here - there > FARTHEST || (int) INT.get(in, there) != word) {
                here += 1 + (inVain++ >>> PATIENCE);
                continue;
            }
            int matched = SHORTEST_MATCH;
            while (here + matched < lastEnd && in[here + matched] == in[there + matched]) {
                matched++;
            }
            sequence(in, literals, here - literals, here - there, matched);
            here += matched;
            literals = here;
            inVain = 0;
        }
        lastLiterals(in, literals, length - literals);
        return to;
    }

    private void sequence(byte[] in, int from, int literals, int distance, int matched) {
        int rest = matched - SHORTEST_MATCH;
        literals(in, from, literals, Math.min(rest, 15));
        out[to++] = (byte) distance;
        out[to++] = (byte) (distance >>> 8);
        extend(rest);
    }

    private void lastLiterals(byte[] in, int from, int literals) {
        literals(in, from, literals, 0);
    }

    private void literals(byte[] in, int from, int literals, int lowNibble) {
        out[to++] = (byte) ((Math.min(literals, 15) << 4) | lowNibble);
        extend(literals);
        System.arraycopy(in, from, out, to, literals);
        to += literals;
    }

    /** Writes what of a length does not fit its nibble. */
    private void extend(int length) {
        if (length < 15) {
            return;
        }
        int rest = length - 15;
        for (; rest >= 255; rest -= 255) {
            out[to++] = (byte) 255;
        }
        out[to++] = (byte) rest;
    }
}
