package org.walsafe.examples.source;

import java.nio.file.Path;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.restore.RestoreExitStatus;
import org.walsafe.restore.RestoreMode;
import org.walsafe.restore.RestoreOutcome;
import org.walsafe.restore.WalRestorer;
import org.walsafe.wal.WalFileName;

/**
 * A {@code restore_command} for an archive of one's own.
 *
 * @since 0.1.0
 */
public final class RestoreFromZip {

    private RestoreFromZip() {}

    /**
     * Restores one WAL file from a zip file.
     *
     * @param zip the archive
     * @param name {@code %f}
     * @param destination {@code %p}, made absolute
     * @param dataDirectory PostgreSQL's working directory
     * @return what to end with
     * @throws InterruptedException when the thread is interrupted
     */
    public static int restore(Path zip, String name, HostPath destination, HostPath dataDirectory)
            throws InterruptedException {
        if (WalRestorer.neverExists(name)) {
            return RestoreExitStatus.PROVEN_ABSENT.code(RestoreMode.ON_DEMAND);
        }
        try (Host host = new LocalHost()) {
            WalFileName file = WalFileName.parse(name);
            WalRestorer restorer =
                    WalRestorer.builder(host.files(), new ZipSource(zip)).build();
            RestoreOutcome outcome = restorer.restore(file, destination); // checked and durable, or not there
            RestoreMode mode = RestoreMode.detect(host.files(), dataDirectory, destination);
            return RestoreExitStatus.of(outcome).code(file, mode);
        }
    }
}
