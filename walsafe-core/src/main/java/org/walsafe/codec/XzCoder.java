package org.walsafe.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZUtils;
import org.tukaani.xz.LZMA2Options;

/** xz, by Commons Compress on top of {@code org.tukaani:xz} where that is there. */
final class XzCoder implements Coder {

    /** What xz's highest level takes (65 MiB), and some to spare. */
    private static final int MEMORY_LIMIT_KIB = 100 << 10;

    @Override
    public CompressionLevels levels() {
        return new CompressionLevels(1, 9, 1, 3, 5);
    }

    @Override
    public InputStream decode(StoredBytes stored) throws IOException {
        return XZCompressorInputStream.builder()
                .setInputStream(stored)
                .setDecompressConcatenated(true)
                .setMemoryLimitKiB(MEMORY_LIMIT_KIB)
                .get();
    }

    @Override
    public OutputStream encode(OutputStream out, int level) throws IOException {
        return XZCompressorOutputStream.builder()
                .setOutputStream(out)
                .setLzma2Options(new LZMA2Options(level))
                .get();
    }

    @Override
    public Optional<String> missingLibrary() {
        return XZUtils.isXZCompressionAvailable() ? Optional.empty() : Optional.of("org.tukaani:xz");
    }
}
