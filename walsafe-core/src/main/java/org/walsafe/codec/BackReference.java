package org.walsafe.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Copies within a decoder's output: what lz4 calls a match and snappy a copy. The two ranges may overlap. */
final class BackReference {

    /**
     * How many bytes behind the end of a copy must exist and may be overwritten: it goes by words of eight bytes, and the
     * decoder fills what is behind it afterwards.
     */
    static final int SLACK = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private BackReference() {}

    /** Repeats, from {@code to} on, what begins {@code distance} bytes before it. */
    static void copy(byte[] bytes, int to, int distance, int length) {
        int next = to;
        int end = to + length;
        int back = distance;
        if (back < SLACK) {
            back = (SLACK + distance - 1) / distance * distance;
            for (int stop = Math.min(end, to + back - distance); next < stop; next++) {
                bytes[next] = bytes[next - distance];
            }
        }
        for (; next < end; next += Long.BYTES) {
            LONG.set(bytes, next, (long) LONG.get(bytes, next - back));
        }
    }
}
