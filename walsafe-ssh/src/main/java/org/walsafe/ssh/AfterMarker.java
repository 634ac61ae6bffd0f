package org.walsafe.ssh;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.walsafe.error.PrintableText;

/**
 * Hands on what follows the marker line and drops what comes before: the words of a login shell's start-up files.
 *
 * <p>Not thread-safe.
 */
final class AfterMarker extends FilterOutputStream {

    /** The marker; an {@code echo} of it stands before the command. */
    static final String MARKER = "walsafe:begin";

    private static final byte[] LINE = (MARKER + '\n').getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_BEFORE = 1 << 20;

    private final ByteArrayOutputStream before = new ByteArrayOutputStream();
    private int matched;
    private boolean found;

    AfterMarker(OutputStream sink) {
        super(sink);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int next = offset;
        while (!found && next < offset + length) {
            look(bytes[next++]);
        }
        out.write(bytes, next, offset + length - next);
    }

    /** The marker's first byte occurs in it but once, so a failed match can only begin anew with the byte at hand. */
    private void look(byte value) throws IOException {
        if (before.size() == MOST_BEFORE) {
            throw new IOException("the login shell printed more than " + MOST_BEFORE + " bytes before any command");
        }
        before.write(value);
        if (value == LINE[matched]) {
            matched++;
        } else {
            matched = value == LINE[0] ? 1 : 0;
        }
        found = matched == LINE.length;
    }

    boolean found() {
        return found;
    }

    /** The beginning of what came instead of the marker, for a message. */
    String instead() {
        return PrintableText.quoted(before.toString(StandardCharsets.UTF_8));
    }
}
