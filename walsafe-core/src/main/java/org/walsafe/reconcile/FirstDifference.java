package org.walsafe.reconcile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/** Finds where two contents part. */
final class FirstDifference {

    private static final int BUFFER_BYTES = 64 << 10;

    private FirstDifference() {}

    /** The offset of the first byte that differs or that only one of them has; empty when they are the same. */
    static OptionalLong between(InputStream one, InputStream other) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        byte[] otherBytes = new byte[BUFFER_BYTES];
        long offset = 0;
        while (true) {
            int length = one.readNBytes(bytes, 0, BUFFER_BYTES);
            int otherLength = other.readNBytes(otherBytes, 0, BUFFER_BYTES);
            int differs = Arrays.mismatch(bytes, 0, length, otherBytes, 0, otherLength);
            if (differs >= 0) {
                return OptionalLong.of(offset + differs);
            }
            if (length == 0) {
                return OptionalLong.empty();
            }
            offset += length;
        }
    }
}
