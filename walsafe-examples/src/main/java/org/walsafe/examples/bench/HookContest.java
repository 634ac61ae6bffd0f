package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.walsafe.barman.HookScript;
import org.walsafe.examples.sshd.LoopbackSshd;
import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;
import org.walsafe.wal.SegmentName;

/** Barman's hook, beside that of the workaround. */
final class HookContest {

    private static final double GOAL = 1;
    private static final SegmentName SEGMENT = SegmentName.parse("0000000100000000000000A1");

    private HookContest() {}

    /** Every hook as a process that Barman starts. */
    static Contest in(Path directory) throws IOException, InterruptedException {
        String title = "Barman's hook for one WAL file, as a process of its own";
        String touch = "`ssh host touch`, as the hook of the workaround";
        String hook = "`walsafe hook`, which reads the file and flushes the marker";
        String script = "the script of `walsafe hook-script --registry`, which does the same without Java";
        if (!LoopbackSshd.isThere()) {
            return new Contest(
                    title,
                    "",
                    1,
                    1,
                    Stream.of(touch, hook, script)
                            .<Side>map(side -> new Side.Absent(side, "sshd"))
                            .toList());
        }
        LoopbackSshd sshd = LoopbackSshd.start(Files.createDirectory(directory.resolve("sshd")));
        ArchivedCluster cluster = ArchivedCluster.in(directory, SegmentName.parse("0000000100000000000000A2"));
        cluster.write(SEGMENT, cluster.archived(SEGMENT));
        Path spool = Files.createDirectory(directory.resolve("spool"));
        String ssh = "ssh -F sshd/ssh_config -o BatchMode=yes " + LoopbackSshd.ALIAS;
        return new Contest(
                title,
                "A segment of 16 MB is in the archive. The whole process, from the fork to its end, over SSH through a real sshd"
                        + " on the loopback interface.",
                31,
                1,
                List.of(
                        Side.of(touch, ShellWork.of(directory, ssh + " touch " + directory + "/touched")),
                        Side.of(hook, hook(directory, sshd, cluster)).atMost(GOAL),
                        Side.of(script, script(directory, sshd, cluster)).atMost(GOAL),
                        Side.of(
                                "the line of `walsafe hook-script`, for a resident confirmer",
                                called(directory, cluster, new HookScript(HostPath.of(spool.toString())).line()))),
                sshd);
    }

    private static Work hook(Path directory, LoopbackSshd sshd, ArchivedCluster cluster) throws IOException {
        return confirming(
                cluster,
                called(directory, cluster, walsafe() + " hook --registry " + ShellWord.quote(registry(sshd, cluster))));
    }

    private static Work script(Path directory, LoopbackSshd sshd, ArchivedCluster cluster)
            throws IOException, InterruptedException {
        String generate = walsafe() + " hook-script --registry " + ShellWord.quote(registry(sshd, cluster));
        ShellWork.of(directory, generate + " >hook.sh").run(1);
        return confirming(cluster, called(directory, cluster, "/bin/sh hook.sh"));
    }

    private static String walsafe() throws IOException {
        return ShellWord.quote(WalsafeHome.path().resolve("bin/walsafe").toString());
    }

    private static String registry(LoopbackSshd sshd, ArchivedCluster cluster) {
        return "ssh://" + LoopbackSshd.ALIAS + cluster.registry() + "?ConfigFile=" + sshd.clientConfig();
    }

    /** What confirms the segment anew each time. */
    private static Work confirming(ArchivedCluster cluster, ShellWork process) {
        return times -> {
            Files.deleteIfExists(cluster.marker(SEGMENT));
            process.run(times);
            if (!Files.exists(cluster.marker(SEGMENT))) {
                throw new IOException("confirmed nothing: " + process.commandLine());
            }
        };
    }

    /** As Barman calls it. */
    private static ShellWork called(Path directory, ArchivedCluster cluster, String hook) throws IOException {
        return ShellWork.of(directory, hook)
                .after("export BARMAN_HOOK=archive_retry_script BARMAN_PHASE=post BARMAN_RETRY=1 BARMAN_ERROR="
                        + " BARMAN_SERVER=" + ArchivedCluster.SERVER + " BARMAN_SEGMENT=" + SEGMENT + " BARMAN_FILE="
                        + ShellWord.quote(cluster.archived(SEGMENT).toString()));
    }
}
