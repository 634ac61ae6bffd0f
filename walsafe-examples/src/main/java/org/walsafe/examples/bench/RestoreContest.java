package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;
import org.walsafe.restore.RestoreScript;
import org.walsafe.restore.Spool;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;

/** Getting segments back, beside {@code barman-wal-restore}: through the same sshd, from the same archive. */
final class RestoreContest {

    private static final int TURNS = 4;
    private static final int REHEARSALS = 2;
    private static final int IN_A_ROW = 17;
    private static final double A_TENTH = 0.1;
    private static final double TWICE = 2;
    private static final double AS_FAST = 1;

    private RestoreContest() {}

    /** One segment after another, as a recovery asks for them. */
    static Contest sequenceIn(Path directory) throws IOException, InterruptedException {
        String title = "Segment after segment, as a recovery asks for them";
        String theirs = "`barman-wal-restore -p 8`";
        String ours = "the script of `walsafe restore-script -p 8 --catalogue …`";
        if (!RestoreStage.isPossible()) {
            return absent(title, theirs, ours);
        }
        RestoreStage stage = RestoreStage.in(directory, (TURNS + REHEARSALS) * IN_A_ROW);
        return new Contest(
                title,
                "For one segment of 16 MB, stored by Barman 3.4 in gzip, over SSH through a real sshd on the loopback"
                        + " interface; " + (TURNS + REHEARSALS) * IN_A_ROW + " in a row, the first "
                        + REHEARSALS * IN_A_ROW
                        + " not counted. Nothing is replayed: all the time is waiting.",
                TURNS,
                IN_A_ROW,
                List.of(
                        Side.of(theirs, inOrder(stage.barmanData(), stage.barmanCommand("-p 8"), stage.segments())),
                        Side.of(
                                        ours,
                                        inOrder(
                                                stage.walsafeData(),
                                                stage.scriptCommand("-p 8 " + stage.catalogueOption()),
                                                stage.segments()))
                                .atMost(A_TENTH)),
                stage);
    }

    /** The next segments each time. */
    private static Work inOrder(Path data, String command, List<SegmentName> segments) {
        List<SegmentName> left = new ArrayList<>(segments);
        return times -> {
            List<SegmentName> now = left.subList(0, times);
            StringBuilder names = new StringBuilder();
            now.forEach(name -> names.append(' ').append(name));
            now.clear();
            String each = command.replace("%f", "\"$0\"").replace("%p", "pg_wal/RECOVERYXLOG");
            ShellWork.of(
                            data,
                            "for name in" + names + "; do rm -f pg_wal/RECOVERYXLOG && /bin/sh -c "
                                    + ShellWord.quote(each) + " \"$name\" || exit; done")
                    .run(1);
        };
    }

    /** One segment that nobody fetched ahead, by a program that starts anew. */
    static Contest coldIn(Path directory) throws IOException, InterruptedException {
        String title = "One segment that nobody fetched ahead";
        String theirs = "`barman-wal-restore`";
        String ours = "`walsafe restore`, through the same `barman get-wal`";
        String catalogue = "`walsafe restore --catalogue …`";
        if (!RestoreStage.isPossible()) {
            return absent(title, theirs, ours, catalogue);
        }
        RestoreStage stage = RestoreStage.in(directory, 1);
        String segment = stage.segments().get(0).text();
        return new Contest(
                title,
                "The whole process, from the fork to its end, over SSH through a real sshd on the loopback interface; 16 MB,"
                        + " stored by Barman 3.4 in gzip.",
                9,
                1,
                List.of(
                        Side.of(theirs, once(stage.barmanData(), stage.barmanCommand(""), segment)),
                        Side.of(ours, once(stage.walsafeData(), stage.walsafeCommand(""), segment))
                                .atMost(AS_FAST),
                        Side.of(
                                        catalogue,
                                        once(
                                                stage.walsafeData(),
                                                stage.walsafeCommand(stage.catalogueOption()),
                                                segment))
                                .atMost(AS_FAST)),
                stage);
    }

    private static ShellWork once(Path data, String command, String segment) {
        return ShellWork.of(data, command.replace("%f", segment).replace("%p", "pg_wal/RECOVERYXLOG"));
    }

    /** A segment that waits in the spool. */
    static Contest spoolIn(Path directory) throws IOException, InterruptedException {
        int calls = 40;
        SegmentName segment = SegmentName.parse("000000010000000000000001");
        Path archive = Files.createDirectory(directory.resolve("archive"));
        new LogOfNoops().write(archive, 1);
        Path data = RestoreStage.dataDirectory(directory.resolve("data"));
        HostPath spool = Spool.directory(
                HostPath.of(data.toRealPath().toString()),
                Optional.empty(),
                new SystemIdentifier(LogOfNoops.SYSTEM_IDENTIFIER),
                List.of());
        Path ready = Files.createDirectories(
                Path.of(spool.value()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                ready.resolve("prefetcher"), ProcessHandle.current().pid() + "\n"); // this process stands in for it
        Files.createFile(ready.resolve("renames"));
        List<Path> contents = List.of(directory.resolve("even"), directory.resolve("odd"));
        for (Path content : contents) {
            Files.copy(archive.resolve(segment.text()), content);
        }
        HostPath none = HostPath.of("/nonexistent");
        Path script = Files.writeString(
                directory.resolve("restore.sh"),
                new RestoreScript(none, List.of(), Optional.empty(), List.of()).text());
        ShellWork hits = ShellWork.of(data, "/bin/sh " + script + " 0000000100000000000000$n pg_wal/RECOVERYXLOG")
                .after("export n=$((times + 10))");
        Work restore = times -> {
            for (int i = 0; i < times; i++) {
                Files.createLink(ready.resolve("0000000100000000000000" + (i + 10)), contents.get(i % 2));
            }
            hits.run(times);
        };
        return new Contest(
                "A segment that was fetched ahead",
                "16 MB that wait in the spool. Each run forks a process that becomes `sh -c`, as PostgreSQL does it.",
                31,
                calls,
                List.of(
                        Side.of(
                                "`cp archive/%f %p`",
                                ShellWork.of(data, "cp " + archive.resolve(segment.text()) + " pg_wal/RECOVERYXLOG")),
                        Side.of("`/bin/sh restore.sh %f %p`", restore).atMost(TWICE)));
    }

    private static Contest absent(String title, String... sides) {
        List<Side> all = new ArrayList<>();
        for (String side : sides) {
            all.add(new Side.Absent(side, "sshd, barman or barman-cli"));
        }
        return new Contest(title, "", 1, 1, all);
    }
}
