package org.walsafe.host;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the end of what a command says on its standard error, for {@link CommandResult#stderrTail()}; for authors of
 * transports.
 *
 * <p>Takes any amount in little memory. Thread-safe; does not block.
 *
 * @since 0.1.0
 */
public final class StderrTail extends OutputStream {

    private static final int MOST_BYTES_PER_CHARACTER = 4;

    private final byte[] ring = new byte[MOST_BYTES_PER_CHARACTER * CommandResult.STDERR_TAIL_CHARACTERS];
    private long written;

    /** An empty tail. */
    public StderrTail() {}

    @Override
    public synchronized void write(int value) {
        ring[(int) (written++ % ring.length)] = (byte) value;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = Math.max(0, length - ring.length); i < length; i++) {
            write(bytes[offset + i]);
        }
    }

    /** The end of what was written, read as UTF-8, at most {@link CommandResult#STDERR_TAIL_CHARACTERS} characters. */
    public synchronized String text() {
        int kept = (int) Math.min(written, ring.length);
        byte[] end = new byte[kept];
        for (int i = 0; i < kept; i++) {
            end[i] = ring[(int) ((written - kept + i) % ring.length)];
        }
        String text = new String(end, StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - CommandResult.STDERR_TAIL_CHARACTERS));
    }
}
