package org.walsafe.examples.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.walsafe.codec.DecodingStream;
import org.walsafe.codec.WalCodec;
import org.walsafe.tck.WalSamples;
import org.walsafe.wal.PostgresMajor;

/** Decompressing a segment of 16 MB that a real server wrote. */
@State(Scope.Benchmark)
public class DecodeLoops {

    private final byte[] buffer = new byte[1 << 18];

    /** How it is stored. */
    @Param({"GZIP", "LZ4", "ZSTD"})
    public WalCodec codec;

    private byte[] stored;

    /** Compresses it at the level that Barman uses. */
    @Setup(Level.Trial)
    public void compress() throws IOException {
        byte[] content =
                WalSamples.segments(PostgresMajor.V18).findFirst().orElseThrow().bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encoder = codec.encode(out, codec == WalCodec.ZSTD ? 4 : 6)) {
            encoder.write(content);
        }
        stored = out.toByteArray();
    }

    /** All of it, its checksums included. */
    @Benchmark
    public long decodeOfASegment() throws IOException {
        long length = 0;
        try (DecodingStream content =
                DecodingStream.open(new ByteArrayInputStream(stored), "a segment", Long.MAX_VALUE)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                length += read;
            }
        }
        return length;
    }
}
