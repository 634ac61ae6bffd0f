package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.host.ShellWord;
import org.walsafe.registry.MarkerFormat;

/** The gate on a JVM that starts anew for every WAL file, beside the start of the program that it would stand in for. */
final class JavaGateContest {

    private static final double GOAL = 1;
    private static final int JAVA_WITH_AOT_CACHE = 25;

    private JavaGateContest() {}

    /** Prepares it. */
    static Contest in(Path directory) throws IOException {
        OfferedSegment offered = OfferedSegment.in(directory);
        Files.write(offered.marker(), MarkerFormat.print(offered.attested()).bytes());
        Path home = WalsafeHome.path();

        List<Side> sides = new ArrayList<>();
        sides.add(Programs.side(
                "`barman-wal-archive --version`",
                "barman-wal-archive",
                ShellWork.of(directory, "barman-wal-archive --version")));
        List<JavaHome> javas = JavaHome.known();
        for (JavaHome java : javas) {
            sides.add(
                    Side.of("`walsafe gate`, Java " + java.version() + storedBy(java, home), gate(home, java, offered))
                            .atMost(GOAL));
        }
        if (javas.stream().noneMatch(java -> java.feature() >= JAVA_WITH_AOT_CACHE)) {
            sides.add(new Side.Absent("`walsafe gate`, Java 25, AOT cache", "a Java 25, named in WALSAFE_JAVA_HOMES,"));
        }
        return new Contest(
                "The gate on a JVM, beside the start of barman-wal-archive",
                "The whole process, from the fork to its end. The gate finds a marker and compares its system identifier with"
                        + " the header of the segment; Barman's program, which would have to copy the segment, only says its"
                        + " version.",
                41,
                1,
                sides);
    }

    private static ShellWork gate(Path home, JavaHome java, OfferedSegment offered) {
        return ShellWork.of(
                offered.data(),
                "JAVA_HOME=" + ShellWord.quote(java.directory().toString()) + ' '
                        + ShellWord.commandLine(List.of(
                                home.resolve("bin/walsafe").toString(),
                                "gate",
                                "--registry",
                                offered.registry().toString(),
                                offered.path(),
                                OfferedSegment.NAME)));
    }

    /** What packaging stored for a Java to start faster. */
    private static String storedBy(JavaHome java, Path home) {
        Optional<String> runtime = java.runtimeVersion();
        if (runtime.isPresent()) {
            String cache = "lib/walsafe-gate-" + runtime.get();
            if (Files.exists(home.resolve(cache + ".aot"))) {
                return ", AOT cache";
            }
            if (Files.exists(home.resolve(cache + ".jsa"))) {
                return ", AppCDS";
            }
        }
        return ", nothing stored";
    }
}
