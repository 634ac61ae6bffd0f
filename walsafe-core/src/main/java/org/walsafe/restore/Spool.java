package org.walsafe.restore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.PublishMode;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * A directory of this machine where segments wait that were fetched ahead for one server: decompressed, checked and durable,
 * under their own names. It belongs to one data directory, one cluster and one archive, so that nothing in it can be another's:
 * its path says which. {@link Prefetcher} fills it; {@link #take} and {@link RestoreScript} empty it.
 *
 * <p>Whoever can write to it decides what PostgreSQL replays. So it is its owner's alone, which is looked at before each use, and
 * nobody else may be able to put another one in its place. What is taken out is taken out of the directory that was looked at.
 *
 * <p>What is in it beside the segments: {@value #PREFETCHER} names the process that fills it, {@value #WANTED} the segment that
 * will be asked for next, {@value #RENAMES} is there when a segment can be renamed into {@code pg_wal}, and
 * {@code NAME}{@value #COMING} when that segment is on its way.
 *
 * <p>Safe for use by several processes, of which one fills it. Methods block as long as the file system does.
 *
 * @since 0.1.0
 */
public final class Spool {

    static final String PREFETCHER = "prefetcher";
    static final String WANTED = "wanted";
    static final String RENAMES = "renames";
    static final String COMING = ".coming";

    private static final String LOCK = "lock";
    private static final String BESIDE = ".walsafe-spool";
    private static final int FINGERPRINT_DIGITS = 8;
    private static final int LONGEST_NOTE = 64;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path directory;

    /**
     * The spool in {@code directory}; nothing is made yet.
     *
     * @param directory its directory, from {@link #directory}
     */
    public Spool(HostPath directory) {
        this.directory = Path.of(directory.value());
    }

    /**
     * {@return the directory of the spool of one server; below {@code root}, or beside the data directory where there is none}
     *
     * @param dataDirectory the server's data directory, symbolic links resolved
     * @param root where to keep spools
     * @param cluster the cluster in the data directory
     * @param archive whatever tells the archive from others
     */
    public static HostPath directory(
            HostPath dataDirectory, Optional<HostPath> root, SystemIdentifier cluster, List<String> archive) {
        HostPath ofServer = root.map(all -> all.child(dataDirectory.value().replace('/', '%')))
                .orElseGet(() -> new HostPath(dataDirectory + BESIDE));
        return ofServer.child(cluster + "-" + fingerprint(archive));
    }

    /** A few digits that differ where the archives do. */
    static String fingerprint(List<String> archive) {
        return Sha256.of(String.join("\0", archive).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, FINGERPRINT_DIGITS);
    }

    /** {@return where it is, for messages} */
    public String location() {
        return directory.toString();
    }

    /** {@return whether somebody fills it: whether the process that said so is there, and still holds the lock} */
    public boolean isServed() {
        return note(PREFETCHER).flatMap(Spool::process).isPresent() && isLocked();
    }

    /** A killed process that nobody has waited for is still there, but holds no lock. */
    private boolean isLocked() {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    private static Optional<ProcessHandle> process(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
        } catch (NumberFormatException torn) {
            return Optional.empty();
        }
    }

    /**
     * {@return whether the segment is on its way}
     *
     * @param segment a segment
     */
    public boolean isComing(SegmentName segment) {
        return Files.exists(directory.resolve(segment + COMING));
    }

    /**
     * Delivers a segment that is ready: renames it, or, to another file system, copies it durably and deletes it here.
     *
     * @param segment the segment
     * @param files the files of this machine
     * @param destination where to put it
     * @return whether it was ready, and is delivered
     * @throws IOException when it was ready and could not be delivered, or when anybody else could have put it there; then
     *     nothing is left at the destination
     */
    public boolean take(SegmentName segment, HostFiles files, HostPath destination) throws IOException {
        Path entry = Path.of(segment.text());
        try (OwnDirectory spool = OwnDirectory.open(directory)) {
            spool.move(entry, Path.of(destination.value()));
            return true;
        } catch (NoSuchFileException notReady) {
            return false;
        } catch (AtomicMoveNotSupportedException elsewhere) {
            return copy(entry, files, destination);
        }
    }

    private boolean copy(Path entry, HostFiles files, HostPath destination) throws IOException {
        try (OwnDirectory spool = OwnDirectory.open(directory)) {
            files.publish(destination, out -> spool.copy(entry, out), PublishMode.REPLACE);
            spool.delete(entry);
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /**
     * Says which segment will be asked for next. Makes the directory, for its owner alone, where it is not there.
     *
     * @param next the segment
     * @param files the files of this machine
     * @throws IOException when it cannot be said, or somebody else can write to the directory
     */
    public void ask(SegmentName next, HostFiles files) throws IOException {
        make();
        write(WANTED, next.text(), files);
    }

    // ---- The side of the prefetcher

    void make() throws IOException {
        Files.createDirectories(directory.getParent(), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        OwnDirectory.open(directory).close();
        OwnDirectory.requireOwnWay(directory);
    }

    /** A lock that one process at a time can hold, until the channel is closed or the process ends; empty when it is held. */
    Optional<FileChannel> lock() throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        if (channel.tryLock() != null) {
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    /** Announces this process, and whether what is ready can be renamed to {@code destinations}. */
    void announce(HostPath destinations, HostFiles files) throws IOException {
        if (Files.getFileStore(directory).equals(Files.getFileStore(Path.of(destinations.value())))) {
            write(RENAMES, "", files);
        }
        write(PREFETCHER, Long.toString(ProcessHandle.current().pid()), files);
    }

    /** Deletes everything but the lock and the note of what is wanted. */
    void clear() throws IOException {
        Files.deleteIfExists(directory.resolve(PREFETCHER));
        for (Path entry : list()) {
            String name = String.valueOf(entry.getFileName());
            if (!name.equals(WANTED) && !name.equals(LOCK) && !name.equals("log")) {
                Files.deleteIfExists(entry);
            }
        }
    }

    /** The segments that are ready. */
    Set<SegmentName> ready() throws IOException {
        Set<SegmentName> ready = new TreeSet<>();
        for (Path entry : list()) {
            if (WalFileName.tryParse(String.valueOf(entry.getFileName())).orElse(null) instanceof SegmentName segment) {
                ready.add(segment);
            }
        }
        return ready;
    }

    private List<Path> list() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            List<Path> all = new ArrayList<>();
            entries.forEach(all::add);
            return all;
        }
    }

    void delete(SegmentName segment) throws IOException {
        Files.deleteIfExists(directory.resolve(segment.text()));
    }

    void markComing(SegmentName segment) throws IOException {
        Files.write(directory.resolve(segment + COMING), new byte[0]);
    }

    void unmarkComing(SegmentName segment) {
        try {
            Files.deleteIfExists(directory.resolve(segment + COMING));
        } catch (IOException remains) {
            // whoever waits for the segment has a limit of its own
        }
    }

    HostPath entry(SegmentName segment) {
        return new HostPath(directory.resolve(segment.text()).toString());
    }

    /** What will be asked for next, as far as anybody said. */
    Optional<SegmentName> wanted() {
        return note(WANTED)
                .flatMap(WalFileName::tryParse)
                .filter(SegmentName.class::isInstance)
                .map(SegmentName.class::cast);
    }

    private Optional<String> note(String name) {
        try (var in = Files.newInputStream(directory.resolve(name))) {
            return Optional.of(new String(in.readNBytes(LONGEST_NOTE), StandardCharsets.US_ASCII).strip());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private void write(String name, String text, HostFiles files) throws IOException {
        files.publish(
                new HostPath(directory.resolve(name).toString()),
                out -> out.write((text + "\n").getBytes(StandardCharsets.US_ASCII)),
                PublishMode.REPLACE);
    }
}
