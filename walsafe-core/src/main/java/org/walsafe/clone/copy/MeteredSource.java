package org.walsafe.clone.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.walsafe.wal.Sha256;

/** A stored file while it is read: counted, digested, and kept to the rate and the deadline. For one thread. */
final class MeteredSource extends FilterInputStream {

    private final CopyTally tally;
    private final TimeLimit limit;
    private final MessageDigest digest = Sha256.engine();
    private boolean failed;

    MeteredSource(InputStream stored, CopyTally tally, TimeLimit limit) {
        super(stored);
        this.tally = tally;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        limit.left();
        int count;
        try {
            count = in.read(target, offset, length);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
        if (count > 0) {
            digest.update(target, offset, count);
            tally.received(count);
        }
        return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
        throw new IOException("a tar file is read whole");
    }

    /** Whether the file could not be read, so that what went wrong behind says nothing of its content. */
    boolean failed() {
        return failed;
    }

    /** The digest of the whole file, once that was read. */
    byte[] sha256() {
        return digest.digest();
    }
}
