package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.io.file.PathUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerFormat;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentIdentity;
import org.walsafe.wal.SegmentIdentityCheck;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/** What is parsed and printed for every WAL file. */
@State(Scope.Benchmark)
public class FormatLoops {

    private final String text = OfferedSegment.NAME;
    private final SegmentName name = SegmentName.parse(OfferedSegment.NAME);
    private Confirmation confirmation;
    private MarkerContent marker;
    private byte[] header;
    private long fileBytes;

    /** The bytes that they work on. */
    @Setup(Level.Trial)
    public void create() throws IOException {
        Path directory = Files.createTempDirectory("walsafe-jmh");
        OfferedSegment offered = OfferedSegment.in(directory);
        byte[] segment = Files.readAllBytes(offered.file());
        fileBytes = segment.length;
        header = Arrays.copyOf(segment, SegmentHeader.MINIMUM_BYTES);
        confirmation = offered.attestedBySha256();
        marker = MarkerFormat.print(confirmation);
        PathUtils.deleteDirectory(directory);
    }

    /** Parses the name of a segment. */
    @Benchmark
    public WalFileName nameParsing() {
        return WalFileName.parse(text);
    }

    /** Reads a marker with all evidence. */
    @Benchmark
    public Lookup markerReading() {
        return MarkerFormat.read(name, marker);
    }

    /** Prints a marker with all evidence. */
    @Benchmark
    public MarkerContent markerPrinting() {
        return MarkerFormat.print(confirmation);
    }

    /** Parses a segment's header and compares it with the segment's name. */
    @Benchmark
    public SegmentIdentity segmentHeaderCheck() {
        return SegmentIdentityCheck.BY_NAME.check(name, fileBytes, SegmentHeaderReading.of(header));
    }
}
