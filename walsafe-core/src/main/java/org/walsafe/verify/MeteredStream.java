package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.walsafe.io.BlockInputStream;

/** A stored file while it is read: keeps to the rate, counts, and digests where that is wanted. For one thread. */
final class MeteredStream extends BlockInputStream {

    private final InputStream stored;
    private final ReadRate rate;
    private final LongConsumer counter;
    private final @Nullable MessageDigest digest;
    private boolean failed;

    MeteredStream(InputStream stored, ReadRate rate, LongConsumer counter, @Nullable MessageDigest digest) {
        this.stored = stored;
        this.rate = rate;
        this.counter = counter;
        this.digest = digest;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count;
        try {
            count = stored.read(target, offset, length);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
        if (count > 0) {
            rate.spend(count);
            counter.accept(count);
            if (digest != null) {
                digest.update(target, offset, count);
            }
        }
        return count;
    }

    /** Whether the file could not be read, so that what went wrong behind says nothing of the file. */
    boolean failed() {
        return failed;
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
