package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchiveGate;
import org.walsafe.archive.ArchivePolicies;
import org.walsafe.archive.ArchivePolicy;
import org.walsafe.archive.ArchiveQuestion;
import org.walsafe.archive.OfferedDigest;
import org.walsafe.archive.OfferedFile;
import org.walsafe.archive.ServerFacts;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.Sha256;

/** The gate and its registry, a directory on this machine's disk. */
@State(Scope.Benchmark)
public class GateLoops {

    private final ArchivePolicy policy = ArchivePolicies.standard();
    private Path directory;
    private LocalHost host;
    private MarkerRegistry registry;
    private ArchiveGate gate;
    private HostPath offeredPath;
    private ArchiveQuestion question;
    private int confirmed;

    /** One segment, and one marker that attests it. */
    @Setup(Level.Trial)
    public void create() throws IOException {
        directory = Files.createTempDirectory("walsafe-jmh");
        OfferedSegment offered = OfferedSegment.in(directory);
        host = new LocalHost();
        registry = new MarkerRegistry(
                DirectoryMarkerStore.on(host, HostPath.of(offered.registry().toString())));
        registry.confirm(offered.attested());
        gate = ArchiveGate.builder(registry, host.files(), InstantSource.system())
                .build();
        offeredPath = HostPath.of(offered.file().toString());
        byte[] start = Files.readAllBytes(offered.file());
        question = new ArchiveQuestion(
                offered.attested().file(),
                new OfferedFile.Present(
                        start.length,
                        Optional.of(SegmentHeaderReading.of(start)),
                        OfferedDigest.of(Sha256.of(start))),
                new Lookup.Confirmed(offered.attested()),
                ServerFacts.NONE,
                Optional.empty(),
                InstantSource.system().instant());
    }

    /** Leaves nothing behind. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        registry.close();
        host.close();
        PathUtils.deleteDirectory(directory);
    }

    /** By the policy alone. */
    @Benchmark
    public ArchiveDecision decisionOfThePolicy() {
        return policy.decide(question);
    }

    /** With a look at the file, the directory and the marker. */
    @Benchmark
    public ArchiveDecision decisionOfTheGate() {
        return gate.decide(offeredPath, OfferedSegment.NAME);
    }

    /** Written, flushed, linked, and the directory flushed. */
    @Benchmark
    public ConfirmOutcome durableConfirmation() {
        return registry.confirm(Confirmation.unattested(ManyMarkers.name(confirmed++)));
    }
}
