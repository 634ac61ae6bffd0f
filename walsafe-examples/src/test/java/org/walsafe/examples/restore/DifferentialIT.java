package org.walsafe.examples.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/**
 * {@code walsafe restore} beside Debian's {@code barman-wal-restore}: the same bytes, and statuses that differ only where they are
 * meant to. Both ask one Barman that is told what to answer; for {@code barman-wal-restore} a program {@code ssh} stands in.
 */
@RequiresRealPart("barman-wal-restore")
class DifferentialIT {

    private static final int CASES = 100;
    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);

    private final Random random = new Random(4);

    @TempDir
    private Path temporary;

    @Test
    void bothDeliverTheSameBytes() throws Exception {
        Path bin = Files.createDirectory(temporary.resolve("bin"));
        Path wals = Files.createDirectory(temporary.resolve("wals"));
        program(
                bin.resolve("ssh"),
                "#!/bin/sh\nwhile [ \"$1\" != barman ]; do shift; done\nshift\neval \"barman $*\"\n");
        program(
                bin.resolve("barman"),
                """
                #!/bin/sh
                for name; do :; done
                case " $* " in *' --peek '*) exit 0 ;; esac
                if [ -f "%1$s/$name" ]; then cat "%1$s/$name"; exit "$(cat "%1$s/status" 2>/dev/null || echo 0)"; fi
                echo "ERROR: WAL file '$name' not found in server 'pg'" >&2
                exit 1
                """
                        .formatted(wals));
        for (int i = 0; i < CASES; i++) {
            SegmentName name = SegmentName.parse(String.format("0000000100000000%08X", 2 * i));
            byte[] content = WalFixtures.segment(name, CLUSTER, PostgresMajor.V15, SegmentSize.SMALLEST);
            boolean there = random.nextInt(4) > 0;
            if (there) {
                Files.write(wals.resolve(name.text()), content);
            }
            boolean partial = random.nextBoolean();

            Path ours = temporary.resolve("ours");
            Path theirs = temporary.resolve("theirs");
            List<String> options = partial ? List.of("-P") : List.of();
            int our = run(
                    bin,
                    System.getProperty("walsafe.home") + "/bin/walsafe",
                    options,
                    name,
                    ours,
                    "restore",
                    "--local");
            int their = run(bin, RealParts.path("barman-wal-restore").toString(), options, name, theirs);

            assertThat(our).as("%s %s", name, options).isEqualTo(their).isEqualTo(there ? 0 : 1);
            if (there) {
                assertThat(ours).hasSameBinaryContentAs(theirs);
            } else {
                assertThat(ours).doesNotExist();
                assertThat(theirs).isEmptyFile(); // barman-wal-restore leaves it
            }
            Files.deleteIfExists(ours);
            Files.deleteIfExists(theirs);
        }
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int run(
            Path bin, String program, List<String> options, SegmentName name, Path destination, String... ownWords)
            throws Exception {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(List.of(ownWords));
        words.addAll(options);
        words.addAll(List.of("backup", "pg", name.text(), destination.toString()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile());
        builder.environment().merge("PATH", bin + ":", (path, first) -> first + path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
