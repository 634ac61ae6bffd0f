package org.walsafe.codec;

import java.io.IOException;

/** Decodes one block of snappy (format description of 2011-10-05): its length, then literals and copies. */
final class SnappyBlock {

    private SnappyBlock() {}

    /**
     * Decodes the bytes of {@code in} from {@code start} up to {@code end}.
     *
     * @param out takes the content; {@link BackReference#SLACK} bytes longer than {@code limit}
     * @param limit how long the content may be
     * @return how long the content is
     */
    static int decode(byte[] in, int start, int end, byte[] out, int limit) throws IOException {
        int from = start;
        long stated = 0;
        int shift = 0;
        int part;
        do {
            part = byteAt(in, from++, end);
            stated |= (long) (part & 0x7f) << shift;
            shift += 7;
        } while (part > 0x7f && shift < 35);
        if (part > 0x7f || stated > limit) {
            throw new IOException("a block is longer than a chunk may be");
        }
        int length = (int) stated;
        int to = 0;
        while (from < end) {
            int tag = in[from++] & 0xff;
            int kind = tag & 3;
            if (kind == 0) {
                int literals = (tag >>> 2) + 1;
                if (literals > 60) {
                    int bytes = literals - 60;
                    literals = littleEndian(in, from, end, bytes) + 1;
                    from += bytes;
                }
                if (literals <= 0 || literals > end - from || literals > length - to) {
                    throw new IOException("a literal goes beyond its block");
                }
                System.arraycopy(in, from, out, to, literals);
                from += literals;
                to += literals;
            } else {
                int copied = kind == 1 ? 4 + ((tag >>> 2) & 7) : (tag >>> 2) + 1;
                int bytes = kind == 3 ? 4 : kind;
                int distance = littleEndian(in, from, end, bytes);
                from += bytes;
                if (kind == 1) {
                    distance |= (tag >>> 5) << 8;
                }
                if (distance <= 0 || distance > to) {
                    throw new IOException("a copy refers to what is not there");
                }
                if (copied > length - to) {
                    throw new IOException("a copy goes beyond its block");
                }
                BackReference.copy(out, to, distance, copied);
                to += copied;
            }
        }
        if (to != length) {
            throw new IOException("a block ends too early");
        }
        return length;
    }

    private static int littleEndian(byte[] in, int from, int end, int bytes) throws IOException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= byteAt(in, from + i, end) << (8 * i);
        }
        return value;
    }

    private static int byteAt(byte[] in, int index, int end) throws IOException {
        if (index >= end) {
            throw new IOException("an element goes beyond its block");
        }
        return in[index] & 0xff;
    }
}
