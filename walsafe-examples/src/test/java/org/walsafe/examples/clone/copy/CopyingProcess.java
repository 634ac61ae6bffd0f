package org.walsafe.examples.clone.copy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.walsafe.clone.copy.BackupCopier;
import org.walsafe.clone.copy.BackupCopySource;
import org.walsafe.clone.copy.BackupForm;
import org.walsafe.clone.copy.CopyFailedException;
import org.walsafe.clone.copy.CopyLimits;
import org.walsafe.clone.copy.CopyProgress;
import org.walsafe.clone.copy.CopyReport;
import org.walsafe.clone.copy.CopyRequest;
import org.walsafe.clone.copy.ExistingData;
import org.walsafe.clone.copy.StagedCopy;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;

/** Copies a backup within this machine, in a JVM of its own that a test can kill. */
public final class CopyingProcess {

    private static final int VERSION = 150018;

    private CopyingProcess() {}

    /**
     * Copies and publishes; ends with 1 and the failure's name where that fails.
     *
     * @param words the backup's data directory, the target, and how many bytes a second to read
     */
    public static void main(String[] words) {
        try (Host host = new LocalHost()) {
            copy(host, Path.of(words[0]), Path.of(words[1]), OptionalLong.of(Long.parseLong(words[2])));
        } catch (CopyFailedException e) {
            System.out.println(e.failure() + ": " + e.getMessage());
            System.exit(1);
        }
    }

    /** Copies and publishes, in this JVM. */
    static CopyReport copy(Host host, Path backup, Path target, OptionalLong bytesPerSecond) {
        CopyLimits limits = new CopyLimits(2, bytesPerSecond, Duration.ofMinutes(3), Duration.ofMinutes(1));
        BackupCopySource source = new BackupCopySource(
                "backup 20261120T193709",
                BackupForm.PLAIN,
                HostPath.of(backup.toString()),
                Map.of(),
                OptionalInt.of(VERSION),
                Optional.empty());
        CopyRequest request =
                new CopyRequest(host, source, target, Map.of(), ExistingData.REPLACE, limits, CopyProgress.NONE);
        try (StagedCopy copy = new BackupCopier().copy(request)) {
            copy.publish();
            return copy.report();
        }
    }

    /** The words that start it. */
    static List<String> words(Path backup, Path target, long bytesPerSecond) {
        Path libraries = Path.of(System.getProperty("walsafe.home"), "lib");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                libraries + "/*" + File.pathSeparator
                        + Path.of("target", "test-classes").toAbsolutePath(),
                CopyingProcess.class.getName(),
                backup.toString(),
                target.toString(),
                String.valueOf(bytesPerSecond));
    }

    /** Starts it. */
    static Process start(Path backup, Path target, long bytesPerSecond) throws IOException {
        return new ProcessBuilder(words(backup, target, bytesPerSecond))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
