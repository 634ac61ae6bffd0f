package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.walsafe.host.ShellWord;

/** What WalSafe does with an archive on this machine, beside pgBackRest with its own of the same segments. */
final class PgbackrestContest {

    private static final String PROGRAM = "pgbackrest";
    private static final int SEGMENTS = 64;

    private PgbackrestContest() {}

    /** One segment of an archive on this machine, by a program that starts anew. */
    static Contest getIn(Path directory) throws IOException, InterruptedException {
        String title = "One segment of an archive on this machine, beside pgBackRest";
        String theirs = "`pgbackrest archive-get`";
        String ours = "`walsafe restore --archive …`, flushed to disk";
        if (Programs.find(PROGRAM).isEmpty()) {
            return absent(title, theirs, ours);
        }
        PgbackrestStage stage = PgbackrestStage.in(directory, 1);
        String words = " 000000010000000000000001 pg_wal/RECOVERYXLOG";
        return new Contest(
                title,
                "16 MB, stored in gzip. The whole process, from the fork to its end: a program in C that copies beside one in"
                        + " Java that checks and flushes what it delivers.",
                15,
                1,
                List.of(
                        Side.of(theirs, ShellWork.of(stage.data(), stage.command("archive-get" + words))),
                        Side.of(
                                ours,
                                ShellWork.of(
                                        stage.data(), walsafe("restore --archive " + word(stage.archive()) + words)))));
    }

    /** An archive on this machine. */
    static Contest verifyIn(Path directory) throws IOException, InterruptedException {
        String title = "Verifying an archive in gzip, beside pgBackRest";
        String theirs = "`pgbackrest verify --process-max=2`";
        String ours = "`walsafe verify archive --threads 2`, every record";
        if (Programs.find(PROGRAM).isEmpty()) {
            return absent(title, theirs, ours);
        }
        PgbackrestStage stage = PgbackrestStage.in(directory, SEGMENTS);
        return new Contest(
                title,
                "1 GiB of segments. pgBackRest compares the SHA-1 that it took when it stored each; WalSafe reads every page and"
                        + " record, and the link from each to the one before.",
                7,
                1,
                List.of(
                        Side.of(theirs, ShellWork.of(stage.data(), stage.command("--process-max=2 verify"))),
                        Side.of(
                                ours,
                                ShellWork.of(
                                        directory,
                                        walsafe("verify archive --threads 2 --archive " + word(stage.archive()))))));
    }

    private static String walsafe(String words) throws IOException {
        return word(WalsafeHome.path().resolve("bin/walsafe")) + ' ' + words;
    }

    private static String word(Path path) {
        return ShellWord.quote(path.toString());
    }

    private static Contest absent(String title, String theirs, String ours) {
        return new Contest(title, "", 1, 1, List.of(new Side.Absent(theirs, PROGRAM), new Side.Absent(ours, PROGRAM)));
    }
}
