package org.walsafe.registry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a marker, at most {@value #MAXIMUM_BYTES}; what they mean is the business of {@link MarkerFormat}.
 *
 * <p>Immutable and thread-safe. Equal when the bytes are.
 *
 * @since 0.1.0
 */
public final class MarkerContent {

    /** The largest marker, in bytes. */
    public static final int MAXIMUM_BYTES = 4096;

    /** No bytes at all: the unattested marker that {@code touch} makes. */
    public static final MarkerContent EMPTY = new MarkerContent(new byte[0]);

    private final byte[] bytes;

    private MarkerContent(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A copy of {@code bytes}.
     *
     * @throws IllegalArgumentException when there are more than {@value #MAXIMUM_BYTES}
     */
    public static MarkerContent of(byte[] bytes) {
        if (bytes.length > MAXIMUM_BYTES) {
            throw new IllegalArgumentException(
                    "a marker has at most " + MAXIMUM_BYTES + " bytes, these are " + bytes.length);
        }
        return bytes.length == 0 ? EMPTY : new MarkerContent(bytes.clone());
    }

    /** The bytes, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarkerContent that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes as text, anything unprintable shown as a question mark. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder(bytes.length);
        for (char c : new String(bytes, StandardCharsets.US_ASCII).toCharArray()) {
            shown.append(c == '\n' || (c >= ' ' && c < 0x7f) ? c : '?');
        }
        return shown.toString();
    }
}
