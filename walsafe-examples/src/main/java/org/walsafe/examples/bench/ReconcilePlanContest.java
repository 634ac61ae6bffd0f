package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.walsafe.host.ShellWord;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalGeometry;

/** What reconciling costs when very much waits and Barman holds very much more. */
final class ReconcilePlanContest {

    private static final int WAITING = 100_000;
    private static final int ARCHIVED = 1_000_000;

    private ReconcilePlanContest() {}

    /** Prepares it: half of what waits is archived. */
    static Contest in(Path directory) throws IOException {
        WalGeometry geometry = WalGeometry.DEFAULT;
        SegmentName segment = SegmentName.parse("000000010000000000000001");
        ArchivedCluster cluster = ArchivedCluster.in(directory, segment);
        for (int i = 0; i < ARCHIVED + WAITING; i++) {
            boolean waits = i >= ARCHIVED;
            if (waits) {
                cluster.await(segment);
            }
            if (!waits || i % 2 == 0) {
                Files.createFile(cluster.archived(segment));
            }
            segment = geometry.next(segment);
        }
        return new Contest(
                "A plan of reconciling, with 100,000 files waiting and 1,000,000 in Barman's archive",
                "The whole process, in a heap of 256 MB; half of what waits is archived, and every action is printed.",
                5,
                1,
                List.of(
                        Side.of("`find` of the same directories", ShellWork.of(directory, "find data barman")),
                        Side.of("`walsafe reconcile --dry-run`", ShellWork.of(directory, planned(cluster)))));
    }

    /** Status 1 says that not everything is archived. */
    private static String planned(ArchivedCluster cluster) throws IOException {
        return ShellWord.commandLine(List.of(
                        WalsafeHome.path().resolve("bin/walsafe").toString(),
                        "reconcile",
                        "--dry-run",
                        "--registry",
                        cluster.registry().toString(),
                        "--primary",
                        cluster.data().toString(),
                        "--barman-home",
                        cluster.barmanHome().toString(),
                        "--barman-server",
                        ArchivedCluster.SERVER))
                + " || [ $? -eq 1 ]";
    }
}
