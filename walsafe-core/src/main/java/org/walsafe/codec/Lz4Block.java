package org.walsafe.codec;

import java.io.IOException;

/**
 * Decodes one block of lz4 (block format of 2022-07-31): sequences of literals and a match, the last without a match.
 *
 * <p>In one point stricter than the reference decoder: the bits for a match that the last sequence does not have must be
 * zero, as every encoder leaves them. Barman's files have no checksum that would show the change.
 */
final class Lz4Block {

    private static final int SHORTEST_MATCH = 4;

    private Lz4Block() {}

    /**
     * Decodes {@code length} bytes of {@code in}.
     *
     * @param out takes the content from {@code position} on; {@link BackReference#SLACK} bytes longer than {@code limit}
     * @param base where what a match may refer to begins in {@code out}
     * @param limit where the content must end at the latest
     * @return where the content ends
     */
    static int decode(byte[] in, int length, byte[] out, int base, int position, int limit) throws IOException {
        int from = 0;
        int to = position;
        while (from < length) {
            int token = in[from++] & 0xff;
            int literals = token >>> 4;
            if (literals == 15) {
                int more;
                do {
                    more = byteAt(in, from++, length);
                    literals += more;
                } while (more == 255);
            }
            if (literals > length - from) {
                throw new IOException("a literal goes beyond its block");
            }
            if (literals > limit - to) {
                throw tooLong();
            }
            System.arraycopy(in, from, out, to, literals);
            from += literals;
            to += literals;
            int matched = token & 15;
            if (from == length) {
                if (matched != 0) {
                    throw new IOException("a block ends before a match that it announces");
                }
                return to;
            }
            int distance = byteAt(in, from++, length) | (byteAt(in, from++, length) << 8);
            if (distance == 0 || distance > to - base) {
                throw new IOException("a match refers to what is not there");
            }
            if (matched == 15) {
                int more;
                do {
                    more = byteAt(in, from++, length);
                    matched += more;
                } while (more == 255);
            }
            matched += SHORTEST_MATCH;
            if (matched > limit - to) {
                throw tooLong();
            }
            BackReference.copy(out, to, distance, matched);
            to += matched;
        }
        throw new IOException("a block ends with a match");
    }

    private static int byteAt(byte[] in, int index, int length) throws IOException {
        if (index >= length) {
            throw new IOException("a sequence goes beyond its block");
        }
        return in[index] & 0xff;
    }

    private static IOException tooLong() {
        return new IOException("a block is longer than its frame allows");
    }
}
