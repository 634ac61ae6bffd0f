package org.walsafe.wal;

import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The checksums of WAL records, over the bytes of a whole segment. */
@State(Scope.Benchmark)
public class ChecksumLoops {

    private final byte[] content = new byte[16 << 20];

    /** Bytes in which nothing repeats. */
    public ChecksumLoops() {
        new Random(1).nextBytes(content);
    }

    /** Up to 9.4. */
    @Benchmark
    public long legacyCrcOfASegment() {
        return valueOf(new LegacyCrc32());
    }

    /** Since 9.5; the JDK's, which the processor helps. */
    @Benchmark
    public long crc32cOfASegment() {
        return valueOf(new CRC32C());
    }

    private long valueOf(Checksum checksum) {
        checksum.update(content, 0, content.length);
        return checksum.getValue();
    }
}
