package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.DataDirectory;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;

/** A resident reconciler that is killed again and again in the middle of its work. */
@Timeout(300)
class ReconcileLoopKillIT {

    private static final int ROUNDS = 30;

    private static final int SEGMENTS_PER_ROUND = 25;

    @TempDir
    Path root;

    private final LocalHost host = new LocalHost();
    private final Random random = new Random(20261120);
    private final Map<SegmentName, Sha256> archived = new TreeMap<>(SegmentName::compareTo);
    private SegmentName next = SegmentName.parse("000000010000000000000001");
    private DataDirectory postgres;
    private WalSafeRegistry registry;
    private Process process;

    @BeforeEach
    void makeDirectories() throws IOException {
        postgres = DataDirectory.create(root.resolve("data"), InMemoryPrimary.SYSTEM_IDENTIFIER);
        Files.createDirectory(root.resolve("archive"));
        HostPath safe = HostPath.of(root + "/safe");
        host.files().createDirectory(safe, FileMode.PRIVATE_DIRECTORY);
        registry = new MarkerRegistry(DirectoryMarkerStore.on(host, safe));
    }

    @AfterEach
    void endProcess() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        registry.close();
    }

    @Test
    void confirmsEverythingInTheEndAndLeavesNothingHalfDone() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            process = start();
            int before = confirmations().size();
            for (int i = 0; i < SEGMENTS_PER_ROUND; i++) {
                archiveNext();
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> confirmations().size() > before);
            process.waitFor(random.nextInt(30), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            assertThat(registry.lookup(archived.keySet().iterator().next())).isInstanceOf(Lookup.Confirmed.class);
        }

        process = start();
        await().atMost(Duration.ofMinutes(1)).until(() -> confirmations().size() == archived.size());

        archived.forEach((segment, sha256) -> assertThat(registry.lookup(segment))
                .isInstanceOfSatisfying(Lookup.Confirmed.class, confirmed -> {
                    Evidence evidence = confirmed.confirmation().evidence().orElseThrow();
                    assertThat(evidence.kind()).contains(EvidenceKind.IDENTICAL);
                    assertThat(evidence.sha256()).contains(sha256);
                }));
    }

    @Test
    void endsCleanlyWhenItIsTold() throws Exception {
        process = start();
        Path status = root.resolve("status.json");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(status) && Files.readString(status).contains("WORKING"));

        process.destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(status).content().contains("STOPPED");
        assertThat(root.resolve("safe")).isEmptyDirectory();
    }

    private void archiveNext() throws IOException {
        byte[] content = postgres.finish(next);
        Path written = Files.write(root.resolve("archive").resolve(next + ".tmp"), content);
        Files.move(written, root.resolve("archive").resolve(next.text()), StandardCopyOption.ATOMIC_MOVE);
        archived.put(next, Sha256.of(content));
        next = InMemoryPrimary.CLUSTER.geometry().next(next);
    }

    private List<SegmentName> confirmations() {
        List<SegmentName> confirmed = new ArrayList<>();
        registry.list(new MarkerVisitor() {
            @Override
            public void marker(MarkerKey key) {
                confirmed.add((SegmentName) key.file());
            }

            @Override
            public void stranger(String name) {
                throw new AssertionError(name);
            }
        });
        return confirmed;
    }

    private Process start() throws IOException {
        String path = String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""),
                Path.of("target", "test-classes").toAbsolutePath().toString());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        path,
                        ReconcileLoopProcess.class.getName(),
                        root.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output").toFile())
                .start();
    }
}
