package org.walsafe.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** gzip, by the JDK's zlib. */
final class GzipCoder implements Coder {

    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public CompressionLevels levels() {
        return new CompressionLevels(1, 9, 1, 6, 9);
    }

    @Override
    public InputStream decode(StoredBytes stored) {
        return new GzipDecoder(stored);
    }

    @Override
    public OutputStream encode(OutputStream out, int level) throws IOException {
        return new GZIPOutputStream(out, BUFFER_BYTES) {
            {
                def.setLevel(level);
            }
        };
    }
}
