package org.walsafe.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum of data pages, PostgreSQL 9.3 to 18 ({@code src/include/storage/checksum_impl.h}): 32 sums of the FNV-1a kind, side
 * by side, with the page's number mixed in.
 */
final class PageChecksum {

    private static final int SUMS = 32;
    private static final int PRIME = 16777619;
    private static final int SHIFT = 17;
    private static final int ROUNDS_OF_ZERO = 2;
    private static final int LARGEST = 65535;
    private static final int FIELD = 8;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int[] START = {
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
        0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
        0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
        0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756
    };

    private final int[] sums = new int[SUMS];
    private final int[] words;

    /** For pages of that many bytes; for one thread. */
    PageChecksum(int pageBytes) {
        words = new int[pageBytes / Integer.BYTES];
    }

    /** What the page's checksum should be. */
    int of(byte[] page, long number) {
        for (int i = 0; i < words.length; i++) {
            words[i] = (int) INTS.get(page, i * Integer.BYTES);
        }
        words[FIELD / Integer.BYTES] &= 0xFFFF_0000;
        System.arraycopy(START, 0, sums, 0, SUMS);
        for (int row = 0; row < words.length; row += SUMS) {
            for (int i = 0; i < SUMS; i++) {
                int mixed = sums[i] ^ words[row + i];
                sums[i] = mixed * PRIME ^ mixed >>> SHIFT;
            }
        }
        for (int round = 0; round < ROUNDS_OF_ZERO; round++) {
            for (int i = 0; i < SUMS; i++) {
                sums[i] = sums[i] * PRIME ^ sums[i] >>> SHIFT;
            }
        }
        int result = (int) number;
        for (int sum : sums) {
            result ^= sum;
        }
        return Integer.remainderUnsigned(result, LARGEST) + 1;
    }
}
