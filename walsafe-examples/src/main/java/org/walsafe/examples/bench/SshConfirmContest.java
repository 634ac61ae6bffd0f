package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.walsafe.examples.sshd.LoopbackSshd;
import org.walsafe.host.ShellWord;

/** Confirming over SSH, beside {@code ssh host touch}, as the workaround has it. */
final class SshConfirmContest {

    /** A hundred times as many per second as with a connection for each. */
    private static final double GOAL = 0.01;

    /** Five times as many per second as over a connection that {@code ssh} keeps. */
    private static final double KEPT_GOAL = 0.2;

    private static final double COLD_GOAL = 1;

    private static final String TOUCH = "`ssh host touch`, a connection for each";
    private static final String KEPT_TOUCH = "`ssh host touch` over ControlMaster";
    private static final String CONFIRM = "`confirmAll` over one connection, flushed to disk";
    private static final String WHAT =
            "A marker for each WAL file, through a real sshd on the loopback interface. Those of touch are not flushed to"
                    + " disk; those of WalSafe are, with the directory that they are in.";

    private SshConfirmContest() {}

    /** Beside {@code ssh} that connects for each. */
    static Contest in(Path directory) throws IOException, InterruptedException {
        String title = "Confirming over SSH, beside ssh host touch";
        if (!LoopbackSshd.isThere()) {
            return notHere(title, TOUCH, CONFIRM);
        }
        SshStage stage = SshStage.in(directory);
        return new Contest(
                title,
                WHAT,
                5,
                SshStage.BATCH,
                List.of(
                        Side.of(TOUCH, touch(directory, stage.ssh())),
                        Side.of(CONFIRM, stage::confirmAll).atMost(GOAL),
                        Side.of("`confirm` one by one over that connection", stage::confirmEach)),
                stage);
    }

    /** Beside {@code ssh} that keeps its connection. */
    static Contest keptIn(Path directory) throws IOException, InterruptedException {
        String title = "Confirming over SSH, beside OpenSSH's own kept connection";
        if (!LoopbackSshd.isThere()) {
            return notHere(title, KEPT_TOUCH, CONFIRM);
        }
        SshStage stage = SshStage.in(directory);
        return new Contest(
                title,
                WHAT,
                15,
                SshStage.BATCH,
                List.of(
                        Side.of(KEPT_TOUCH, touch(directory, stage.keptSsh())),
                        Side.of(CONFIRM, stage::confirmAll).atMost(KEPT_GOAL),
                        Side.of("`confirm` one by one over that connection", stage::confirmEach)),
                stage);
    }

    /** The whole program, which connects anew. */
    static Contest coldIn(Path directory) throws IOException, InterruptedException {
        String title = "Confirming over SSH with a program that starts anew, beside ssh host touch";
        String confirm = "`walsafe confirm --registry ssh://host/…`";
        if (!LoopbackSshd.isThere()) {
            return notHere(title, TOUCH, confirm);
        }
        SshStage stage = SshStage.in(directory);
        Path walsafe = WalsafeHome.path().resolve("bin/walsafe");
        String program = ShellWord.commandLine(List.of(walsafe.toString(), "confirm", "--registry", stage.uri()));
        return new Contest(
                title,
                "The whole process, from the fork to its end: it starts, connects, logs in and leaves a marker.",
                31,
                1,
                List.of(
                        Side.of(TOUCH, touch(directory, stage.ssh())),
                        Side.of(confirm, ShellWork.of(directory, program + " 0000000100000000000000A1"))
                                .atMost(COLD_GOAL)),
                stage);
    }

    private static ShellWork touch(Path directory, String ssh) throws IOException {
        Path touched = Files.createDirectory(directory.resolve("touched"));
        return ShellWork.of(directory, ssh + " touch " + touched + "/$times.done")
                .after("export times");
    }

    private static Contest notHere(String title, String first, String second) {
        return new Contest(title, WHAT, 1, 1, List.of(new Side.Absent(first, "sshd"), new Side.Absent(second, "sshd")));
    }
}
