package org.walsafe.examples.archiver;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/**
 * An archiver that copies the WAL files PostgreSQL waits for into a directory, and then confirms them.
 *
 * <p>It may be killed at any moment. A file appears in the archive whole and durable or not at all; it is confirmed only
 * after that; and a file copied but not yet confirmed is still waited for, so the next pass finds it.
 *
 * <p>Not thread-safe. Blocks for as long as the disk takes.
 *
 * @since 0.1.0
 */
public final class CopyingArchiver implements AutoCloseable {

    private static final String READY = ".ready";

    private final Path walDirectory;
    private final Path archive;
    private final WalSafeRegistry registry;
    private final InstantSource clock;
    private final Host host = new LocalHost();

    /**
     * An archiver.
     *
     * @param walDirectory {@code pg_wal}, or {@code pg_xlog}
     * @param archive the directory to copy to
     * @param registry where to confirm; stays the caller's
     * @param clock says when a file was confirmed
     */
    public CopyingArchiver(Path walDirectory, Path archive, WalSafeRegistry registry, InstantSource clock) {
        this.walDirectory = walDirectory;
        this.archive = archive;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Copies every file that PostgreSQL waits for, then confirms them all.
     *
     * @return the files that are confirmed now
     * @throws IOException when one cannot be read or copied, or the archive has other content under its name
     */
    public List<WalFileName> pass() throws IOException {
        List<Confirmation> confirmations = new ArrayList<>();
        for (WalFileName file : waiting()) {
            copy(file);
            confirmations.add(new ArchivedCopy(archive, file).confirmation("copying archiver", clock));
        }
        List<ConfirmOutcome> outcomes = registry.confirmAll(confirmations);
        List<WalFileName> confirmed = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof ConfirmOutcome.Conflict conflict) {
                throw new IOException(conflict.reason());
            }
            confirmed.add(confirmations.get(i).file());
        }
        return confirmed;
    }

    private List<WalFileName> waiting() throws IOException {
        try (Stream<Path> status = Files.list(walDirectory.resolve("archive_status"))) {
            return status.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(READY))
                    .map(name -> WalFileName.tryParse(name.substring(0, name.length() - READY.length())))
                    .flatMap(Optional::stream)
                    .sorted((one, other) -> one.text().compareTo(other.text()))
                    .toList();
        }
    }

    private void copy(WalFileName file) throws IOException {
        Path source = walDirectory.resolve(file.text());
        HostPath target = HostPath.of(archive.resolve(file.text()).toString());
        PublishOutcome outcome = host.files().publish(target, out -> Files.copy(source, out), PublishMode.IF_ABSENT);
        if (outcome == PublishOutcome.NAME_TAKEN && Files.mismatch(source, archive.resolve(file.text())) >= 0) {
            throw new FileAlreadyExistsException(
                    target.value(), source.toString(), "the archive has other content under this name");
        }
    }

    /** Releases what it holds; the registry stays open. */
    @Override
    public void close() {
        host.close();
    }
}
