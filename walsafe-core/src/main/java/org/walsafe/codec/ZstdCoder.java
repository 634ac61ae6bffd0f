package org.walsafe.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdUtils;

/** zstd, by Commons Compress on top of the native code of {@code zstd-jni} where that is there. */
final class ZstdCoder implements Coder {

    private static final String LIBRARY = "com.github.luben:zstd-jni";

    @Override
    public CompressionLevels levels() {
        return new CompressionLevels(-22, 22, 1, 4, 9);
    }

    @Override
    public InputStream decode(StoredBytes stored) throws IOException {
        return new ZstdCompressorInputStream(new ZstdFrames(stored));
    }

    @Override
    public OutputStream encode(OutputStream out, int level) throws IOException {
        return ZstdCompressorOutputStream.builder()
                .setOutputStream(out)
                .setLevel(level)
                .setChecksum(true)
                .get();
    }

    @Override
    public Optional<String> missingLibrary() {
        try {
            return ZstdUtils.isZstdCompressionAvailable() ? Optional.empty() : Optional.of(LIBRARY);
        } catch (LinkageError nativeCode) {
            return Optional.of(LIBRARY + " with native code for this machine (" + nativeCode.getMessage() + ")");
        }
    }
}
