package org.walsafe.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** bzip2, by Commons Compress. */
final class Bzip2Coder implements Coder {

    @Override
    public CompressionLevels levels() {
        return new CompressionLevels(1, 9, 1, 5, 9);
    }

    @Override
    public InputStream decode(StoredBytes stored) throws IOException {
        return new BZip2CompressorInputStream(stored, true);
    }

    @Override
    public OutputStream encode(OutputStream out, int level) throws IOException {
        return new BZip2CompressorOutputStream(out, level);
    }
}
