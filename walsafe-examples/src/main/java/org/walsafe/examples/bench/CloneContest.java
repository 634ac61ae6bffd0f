package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.walsafe.examples.sshd.LoopbackSshd;
import org.walsafe.host.ShellWord;

/**
 * Copying a base backup of 2 GiB from a Barman host over a real {@code sshd} on the loopback interface, verified and flushed to
 * disk, beside others. The source's files are in the page cache; every side removes the copy before.
 */
final class CloneContest {

    private static final int FILES = 1024;
    private static final int FILE_BYTES = 2 << 20;
    private static final int CHANGED_FILES = FILES / 100;
    private static final int ROUNDS = 3;
    private static final double AS_FAST = 1;
    private static final double HALF_AS_FAST_AGAIN = 1 / 1.5;
    private static final double A_QUARTER = 0.25;
    private static final String DESCRIPTION =
            "1024 files of 2 MiB, a manifest of CRC-32C, one sshd on the loopback interface.";

    private CloneContest() {}

    /** Beside the command that repmgr 5.3.3 runs, with its options; it looks at no status and no checksum, nor does it flush. */
    static Contest in(Path directory) throws IOException, InterruptedException {
        LoopbackSshd sshd = sshd(directory);
        Path backup = backup(directory);
        Path copy = directory.resolve("rsync");
        String rsync = "rm -rf " + word(copy) + " && mkdir -m 700 " + word(copy) + " && cd " + word(backup)
                + " && find . -type f >" + word(directory.resolve("files"))
                + " && rsync --progress -a --files-from=" + word(directory.resolve("files")) + " -e "
                + ShellWord.quote("ssh -o BatchMode=yes -F " + sshd.clientConfig()) + " " + LoopbackSshd.ALIAS + ":"
                + word(backup) + " " + word(copy);
        CloneStage stage = new CloneStage(sshd, backup, directory.resolve("walsafe"));
        return new Contest(
                "A verified copy, beside repmgr's unverified one",
                DESCRIPTION,
                ROUNDS,
                1,
                List.of(
                        Programs.side(
                                "`rsync -a --files-from`, as repmgr 5.3.3 runs it",
                                "rsync",
                                ShellWork.of(directory, rsync)),
                        Side.of("`BackupCopier`: verified, flushed, renamed", stage::copy)
                                .atMost(AS_FAST)),
                stage);
    }

    /** Beside the copy that {@code barman recover} makes, with {@code pg_verifybackup} after it. */
    static Contest besideBarmanIn(Path directory) throws IOException, InterruptedException {
        LoopbackSshd sshd = sshd(directory);
        BarmanHome barman = BarmanHome.in(directory);
        Path backup = barman.dataDirectory();
        BackupOfRandomFiles.write(backup, "CRC32C", FILES, FILE_BYTES);
        Path copy = directory.resolve("recovered");
        CloneStage stage = new CloneStage(sshd, backup, directory.resolve("walsafe"));
        String recover = "rm -rf " + word(copy) + " && " + barman.recover(sshd, copy) + " && "
                + word(PostgresPrograms.path("pg_verifybackup"))
                + " --quiet --no-parse-wal --ignore=.barman-recover.info --ignore=postgresql.conf"
                + " --ignore=postgresql.conf.origin --ignore=postgresql.auto.conf.origin --manifest-path="
                + word(copy.resolve(BarmanHome.RECOVERED_MANIFEST)) + " --ignore=" + BarmanHome.RECOVERED_MANIFEST + " "
                + word(copy);
        return new Contest(
                "A verified copy, beside `barman recover` and `pg_verifybackup`",
                DESCRIPTION,
                1,
                1,
                List.of(
                        Programs.side(
                                "`barman recover`, `pg_verifybackup`", "barman", ShellWork.of(directory, recover)),
                        Side.of("`BackupCopier`: verified, flushed, renamed", stage::copy)
                                .atMost(HALF_AS_FAST_AGAIN)),
                stage);
    }

    /** A copy over an older one of which one file in a hundred differs, beside a copy into nothing. */
    static Contest againIn(Path directory) throws IOException, InterruptedException {
        LoopbackSshd sshd = sshd(directory);
        Path backup = backup(directory);
        CloneStage stage = new CloneStage(sshd, backup, directory.resolve("walsafe"));
        return new Contest(
                "A copy over an older one, 1 % of the files changed",
                DESCRIPTION,
                ROUNDS,
                1,
                List.of(
                        Side.of("a copy into nothing", stage::copy),
                        Side.of("a copy over an older one", times -> stage.copyAgain(times, CHANGED_FILES))
                                .atMost(A_QUARTER)),
                stage);
    }

    private static LoopbackSshd sshd(Path directory) throws IOException, InterruptedException {
        return LoopbackSshd.start(Files.createDirectory(directory.resolve("sshd")));
    }

    private static Path backup(Path directory) throws IOException {
        Path backup = Files.createDirectories(directory.resolve("base/20261120T193709/data"));
        BackupOfRandomFiles.write(backup, "CRC32C", FILES, FILE_BYTES);
        return backup;
    }

    private static String word(Path path) {
        return ShellWord.quote(path.toString());
    }
}
