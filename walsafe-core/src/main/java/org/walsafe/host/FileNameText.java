package org.walsafe.host;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * File names as text, whatever their bytes are: to POSIX a name is bytes, and they need not be UTF-8.
 *
 * <p>Each byte that is no part of UTF-8 stands as one character of U+DC80 to U+DCFF, which no UTF-8 decodes to; so two names are
 * the same text only where they are the same bytes. (Python's {@code surrogateescape}, PEP 383, does the same.)
 *
 * <p>Thread-safe: no state. Never blocks.
 *
 * @since 0.1.0
 */
public final class FileNameText {

    private static final char ESCAPED = 0xDC00;

    private FileNameText() {}

    /**
     * {@return the text of a name or path}
     *
     * @param bytes what the file system has
     */
    public static String of(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        for (CoderResult result = decoder.decode(in, out, true);
                result.isMalformed();
                result = decoder.decode(in, out, true)) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPED + (in.get() & 0xFF)));
            }
        }
        return out.flip().toString();
    }

    /**
     * {@return the bytes of a name or path}
     *
     * @param text what {@link #of} gave, or any other text
     */
    public static byte[] bytes(String text) {
        if (isUtf8(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (isEscaped(point)) {
                bytes.write(point - ESCAPED);
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /**
     * {@return whether all of a name or path is UTF-8}
     *
     * @param text its text
     */
    public static boolean isUtf8(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEscaped(int point) {
        return point >= ESCAPED + 0x80 && point <= ESCAPED + 0xFF;
    }
}
