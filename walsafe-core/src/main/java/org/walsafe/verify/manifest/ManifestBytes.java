package org.walsafe.verify.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.walsafe.io.BlockInputStream;
import org.walsafe.wal.Sha256;

/**
 * A manifest's bytes while they are read. Sums all but the last line, which holds the sum. For one
 * thread.
 */
final class ManifestBytes extends BlockInputStream {

    /** A longer line is no last one: a manifest without line ends must not take memory without end. */
    private static final int LONGEST_LAST_LINE = 1 << 20;

    private final InputStream in;
    private final MessageDigest digest = Sha256.engine();
    private byte[] held = new byte[1024];
    private int heldBytes;
    private boolean endsWithNewline;
    private boolean hasLines;

    ManifestBytes(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
            take(target, offset, count);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Whatever stands before the beginning of the last line is summed; the line is held. */
    private void take(byte[] bytes, int offset, int count) throws InvalidManifestException {
        int end = offset + count;
        if (endsWithNewline) {
            release();
        }
        int lastLine = end - 1;
        while (lastLine > offset && bytes[lastLine - 1] != '\n') {
            lastLine--;
        }
        boolean startsHere = lastLine > offset;
        if (startsHere) {
            release();
            hasLines = true;
            digest.update(bytes, offset, lastLine - offset);
        }
        hold(bytes, lastLine, end - lastLine);
        endsWithNewline = bytes[end - 1] == '\n';
    }

    private void hold(byte[] bytes, int offset, int count) throws InvalidManifestException {
        if (heldBytes + count > LONGEST_LAST_LINE) {
            throw new InvalidManifestException("has a line of more than " + LONGEST_LAST_LINE + " bytes");
        }
        if (heldBytes + count > held.length) {
            held = Arrays.copyOf(held, Math.max(heldBytes + count, held.length * 2));
        }
        System.arraycopy(bytes, offset, held, heldBytes, count);
        heldBytes += count;
    }

    private void release() {
        digest.update(held, 0, heldBytes);
        hasLines = hasLines || heldBytes > 0;
        heldBytes = 0;
        endsWithNewline = false;
    }

    /**
     * The sum of all but the last line, once all is read.
     *
     * @throws InvalidManifestException where the last line does not end, or is the only one
     */
    Sha256 sum() throws InvalidManifestException {
        if (!endsWithNewline) {
            throw new InvalidManifestException("does not end with the end of a line");
        }
        if (!hasLines) {
            throw new InvalidManifestException("has fewer than two lines");
        }
        return Sha256.of(digest);
    }
}
