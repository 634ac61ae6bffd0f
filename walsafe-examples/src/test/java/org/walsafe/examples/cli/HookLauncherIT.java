package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/** What Barman sees of the hook when it is started as Barman starts it. */
class HookLauncherIT {

    private static final SegmentName SEGMENT = SegmentName.parse("0000000100000000000000A1");

    @TempDir
    private Path archive;

    @Test
    void endsWithTheStatusThatMeansGiveUp() throws Exception {
        assertThat(status("post", "archive_script")).isEqualTo(62);
    }

    @Test
    void endsWithAnotherStatusThatMeansCallAgain() throws Exception {
        assertThat(status("post", "archive_retry_script")).isEqualTo(1);
    }

    private int status(String phase, String hook) throws Exception {
        String walsafe =
                Path.of(System.getProperty("walsafe.home"), "bin/walsafe").toString();
        Path stored = Files.write(
                archive.resolve(SEGMENT.text()),
                WalFixtures.segment(SEGMENT, SystemIdentifier.parse("17"), PostgresMajor.V15, SegmentSize.SMALLEST));
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh", "-c", '\'' + walsafe + "' hook --registry ssh://nobody@localhost:1/safe")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "BARMAN_PHASE",
                        phase,
                        "BARMAN_HOOK",
                        hook,
                        "BARMAN_RETRY",
                        hook.contains("retry") ? "1" : "0",
                        "BARMAN_SERVER",
                        "main",
                        "BARMAN_SEGMENT",
                        SEGMENT.text(),
                        "BARMAN_FILE",
                        stored.toString()));
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
