package org.walsafe.examples.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.walsafe.tck.WalSamples;
import org.walsafe.tck.WalSamples.Sample;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentReading;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalReader;

/** Whole segments of 16 MB that real servers wrote. */
@State(Scope.Benchmark)
public class SegmentLoops {

    /** Who wrote it: the legacy CRC, or CRC-32C. */
    @Param({"V9_3", "V18"})
    public PostgresMajor major;

    private SegmentName name;
    private byte[] content;

    /** The first sample of the version. */
    @Setup(Level.Trial)
    public void read() {
        Sample sample = WalSamples.segments(major).findFirst().orElseThrow();
        name = (SegmentName) sample.name();
        content = sample.bytes();
    }

    /** Every page and every record, its CRC included. */
    @Benchmark
    public SegmentReading recordScanOfASegment() throws IOException {
        return new WalReader().read(name, new ByteArrayInputStream(content));
    }

    /** What a confirmer compares. */
    @Benchmark
    public Sha256 sha256OfASegment() {
        return Sha256.of(content);
    }
}
