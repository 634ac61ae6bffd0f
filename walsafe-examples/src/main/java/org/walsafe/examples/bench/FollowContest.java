package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.walsafe.examples.sshd.LoopbackSshd;
import org.walsafe.wal.SegmentName;

/** How long it takes from a file's appearance in Barman's archive to that of its marker on PostgreSQL's host. */
final class FollowContest {

    private static final int ROUNDS = 31;
    private static final int REHEARSALS = 2;

    private FollowContest() {}

    /** The resident confirmer, beside the hook of the workaround. */
    static Contest in(Path directory) throws IOException, InterruptedException {
        String title = "From a file in Barman's wals to its marker on the other host";
        String hook = "`ssh host touch`, as the hook of the workaround";
        String resident = "`walsafe reconcile --follow`";
        if (!LoopbackSshd.isThere()) {
            return new Contest(
                    title, "", 1, 1, List.of(new Side.Absent(hook, "sshd"), new Side.Absent(resident, "sshd")));
        }
        LoopbackSshd sshd = LoopbackSshd.start(Files.createDirectory(directory.resolve("sshd")));
        Path touched = Files.createFile(directory.resolve("touched")).getParent();
        ShellWork touch = ShellWork.of(
                directory,
                "ssh -F sshd/ssh_config -o BatchMode=yes " + LoopbackSshd.ALIAS + " touch " + touched + "/marker");
        FollowStage stage =
                FollowStage.in(directory, sshd, SegmentName.parse("000000010000000000000002"), ROUNDS + REHEARSALS);
        return new Contest(
                title,
                "A segment of 16 MB gets its name in the archive. The confirmer reads it whole, and flushes the marker and its"
                        + " directory, over SSH through a real sshd on the loopback interface; the hook looks at nothing.",
                ROUNDS,
                1,
                List.of(Side.of(hook, touch), Side.of(resident, stage::archive)),
                stage);
    }
}
