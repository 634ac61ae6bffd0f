package org.walsafe.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** lz4 frames, by decoder and encoder of our own. */
final class Lz4Coder implements Coder {

    @Override
    public CompressionLevels levels() {
        return CompressionLevels.ONE;
    }

    @Override
    public InputStream decode(StoredBytes stored) {
        return new Lz4FrameDecoder(stored);
    }

    @Override
    public OutputStream encode(OutputStream out, int level) throws IOException {
        return new Lz4FrameEncoder(out);
    }
}
