package org.walsafe.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/**
 * Takes what a command prints and keeps it as text, up to a bound: whatever another machine says, it takes no more memory than
 * that.
 *
 * <p>For one thread. Never blocks.
 *
 * @since 0.1.0
 */
public final class BoundedText extends OutputStream {

    /** Enough for a line or a few: 64 KiB. */
    public static final int FEW_LINES = 64 << 10;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int longest;

    /**
     * Nothing is kept yet.
     *
     * @param longest how many bytes it takes at most; more is an error, so that nothing cut off is taken for the whole
     */
    public BoundedText(int longest) {
        this.longest = longest;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > longest - kept.size()) {
            throw new IOException("the answer is longer than " + longest + " bytes");
        }
        kept.write(bytes, offset, length);
    }

    /**
     * {@return what was written}
     *
     * @param charset how it is encoded
     */
    public String toString(Charset charset) {
        return kept.toString(charset);
    }
}
