package org.walsafe.examples.bench;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.walsafe.examples.sshd.LoopbackSshd;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalGeometry;

/** A resident confirmer beside an archive of Barman's, with PostgreSQL's host behind a real {@code sshd}. Not thread-safe. */
final class FollowStage implements Closeable {

    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final LoopbackSshd sshd;
    private final ArchivedCluster cluster;
    private final Process confirmer;
    private SegmentName next;

    private FollowStage(LoopbackSshd sshd, ArchivedCluster cluster, Process confirmer, SegmentName first) {
        this.sshd = sshd;
        this.cluster = cluster;
        this.confirmer = confirmer;
        this.next = first;
    }

    /** Makes it; PostgreSQL waits for {@code count} segments, and Barman is about to archive them. */
    static FollowStage in(Path directory, LoopbackSshd sshd, SegmentName first, int count)
            throws IOException, InterruptedException {
        ArchivedCluster cluster = ArchivedCluster.in(directory, SegmentName.parse("000000010000000000000001"));
        SegmentName segment = first;
        for (int i = 0; i <= count; i++) {
            cluster.await(segment);
            cluster.write(segment, incoming(cluster, segment));
            segment = WalGeometry.DEFAULT.next(segment);
        }
        FollowStage stage = new FollowStage(sshd, cluster, start(directory, sshd, cluster), first);
        try {
            stage.archive(1); // it is there when this is confirmed
            return stage;
        } catch (IOException | InterruptedException e) {
            stage.close();
            throw e;
        }
    }

    private static Process start(Path directory, LoopbackSshd sshd, ArchivedCluster cluster) throws IOException {
        String settings = "?ConfigFile=" + sshd.clientConfig();
        String host = "ssh://" + LoopbackSshd.ALIAS;
        return new ProcessBuilder(List.of(
                        WalsafeHome.path().resolve("bin/walsafe").toString(),
                        "reconcile",
                        "--follow",
                        "--registry",
                        host + cluster.registry() + settings,
                        "--primary",
                        host + cluster.data() + settings,
                        "--barman-home",
                        cluster.barmanHome().toString(),
                        "--barman-server",
                        ArchivedCluster.SERVER))
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("confirmer.log").toFile())
                .start();
    }

    private static Path incoming(ArchivedCluster cluster, SegmentName segment) throws IOException {
        return cluster.archived(segment).resolveSibling(segment + ".tmp");
    }

    /** Barman archives the next segments, one by one, each as soon as the one before is confirmed. */
    void archive(int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            Path marker = cluster.marker(next);
            Files.move(incoming(cluster, next), cluster.archived(next), StandardCopyOption.ATOMIC_MOVE);
            long begin = System.nanoTime();
            while (!Files.exists(marker)) {
                if (System.nanoTime() - begin > DEADLINE_NANOS || !confirmer.isAlive() || Thread.interrupted()) {
                    throw new IOException("the confirmer does not confirm " + next);
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            next = WalGeometry.DEFAULT.next(next);
        }
    }

    @Override
    public void close() {
        confirmer.destroy();
        try {
            if (!confirmer.waitFor(20, TimeUnit.SECONDS)) {
                confirmer.destroyForcibly();
            }
        } catch (InterruptedException e) {
            confirmer.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        sshd.close();
    }
}
