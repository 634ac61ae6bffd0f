package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.walsafe.archive.ArchiveGate;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.host.ShellWord;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;

/** A registry of ten confirmations beside one of a million. */
final class RegistrySizeContest {

    private static final int FEW = 10;
    private static final int MANY = 1_000_000;
    private static final double GOAL = 1.2;

    private RegistrySizeContest() {}

    /** A decision, among few and among many. */
    static Contest decisionIn(Path directory) throws IOException {
        Path offered = Files.createDirectory(directory.resolve("pg_xlog"));
        OfferedSegment.writeRow(offered, FEW);
        return new Contest(
                "A decision of the gate, however many confirmations there are",
                "The gate as a library, in one JVM: the registry is a directory, and every decision looks at the offered"
                        + " segment and at its marker.",
                101,
                200,
                List.of(
                        Side.of("10 confirmations", decisions(directory.resolve("few"), FEW, offered)),
                        Side.of("1,000,000 confirmations", decisions(directory.resolve("many"), MANY, offered))
                                .atMost(GOAL)));
    }

    /** A listing of many. */
    static Contest listingIn(Path directory) throws IOException {
        Path registry = ManyMarkers.create(directory.resolve("many"), MANY);
        Path home = WalsafeHome.path();
        String java = ShellWord.quote(System.getProperty("java.home") + "/bin/java");
        String list = java + " -Xmx64m -XX:+UseSerialGC -cp " + ShellWord.quote(home + "/lib/*")
                + " org.walsafe.examples.cli.Main list --registry " + ShellWord.quote(registry.toString());
        return new Contest(
                "A listing of 1,000,000 confirmations in a heap of 64 MB",
                "Each program prints a line for each file. That it ends at all is the point: a listing keeps no names.",
                5,
                1,
                List.of(
                        Side.of("`ls -f`", ShellWork.of(registry, "ls -f")),
                        Side.of("`walsafe list`, `-Xmx64m`", ShellWork.of(directory, list))));
    }

    private static Work decisions(Path registry, int count, Path offered) throws IOException {
        LocalHost host = new LocalHost();
        ArchiveGate gate = ArchiveGate.builder(
                        new MarkerRegistry(DirectoryMarkerStore.on(
                                host,
                                HostPath.of(ManyMarkers.create(registry, count).toString()))),
                        host.files(),
                        InstantSource.system())
                .build();
        HostPath files = HostPath.of(offered.toString());
        return times -> {
            for (int i = 0; i < times; i++) {
                String name = ManyMarkers.name(i % FEW).text();
                if (!gate.decide(files.child(name), name).letsGo()) {
                    throw new IOException("was not let go: " + name);
                }
            }
        };
    }
}
