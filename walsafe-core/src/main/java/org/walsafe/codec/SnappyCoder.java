package org.walsafe.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;

/** Framed snappy: a decoder of our own, Commons Compress to encode. */
final class SnappyCoder implements Coder {

    @Override
    public CompressionLevels levels() {
        return CompressionLevels.ONE;
    }

    @Override
    public InputStream decode(StoredBytes stored) {
        return new SnappyFrameDecoder(stored);
    }

    @Override
    public OutputStream encode(OutputStream out, int level) throws IOException {
        return new FramedSnappyCompressorOutputStream(out);
    }
}
