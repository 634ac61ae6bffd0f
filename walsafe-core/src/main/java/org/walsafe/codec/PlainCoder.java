package org.walsafe.codec;

import java.io.InputStream;
import java.io.OutputStream;

/** No compression. */
final class PlainCoder implements Coder {

    @Override
    public CompressionLevels levels() {
        return CompressionLevels.ONE;
    }

    @Override
    public InputStream decode(StoredBytes stored) {
        return stored;
    }

    @Override
    public OutputStream encode(OutputStream out, int level) {
        return out;
    }
}
