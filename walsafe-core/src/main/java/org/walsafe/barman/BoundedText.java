package org.walsafe.barman;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** Keeps what is written to it, up to a bound. */
final class BoundedText extends OutputStream {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int longest;

    BoundedText(int longest) {
        this.longest = longest;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > longest - kept.size()) {
            throw new IOException("the answer is longer than " + longest + " bytes");
        }
        kept.write(bytes, offset, length);
    }

    String toString(Charset charset) {
        return kept.toString(charset);
    }
}
