package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.host.FileMode;

/**
 * Where a copy is built: a staging directory for the data directory and one for each tablespace, each on the file system of its
 * target, all locked. What an earlier attempt left there is there still.
 *
 * <p>Safe for several threads, but for opening and closing.
 */
final class StagingArea implements AutoCloseable {

    private static final Pattern IN_TABLESPACE = Pattern.compile("pg_tblspc/([0-9]{1,10})(?:/(.+))?");
    private static final FileMode GROUP_MAY_READ = new FileMode(0750);

    private final Path target;
    private final Place dataPlace;
    private final Map<Long, Path> tablespaceTargets;
    private final Map<Long, Place> tablespacePlaces = new TreeMap<>();
    private final ExistingData existing;
    private final List<FileChannel> locks = new ArrayList<>();

    private StagingArea(CopyRequest request, Path target) throws IOException {
        this.target = target;
        this.existing = request.existing();
        this.dataPlace = Place.ofDataDirectory(target);
        this.tablespaceTargets = new TreeMap<>(request.tablespaces());
        for (Map.Entry<Long, Path> tablespace : tablespaceTargets.entrySet()) {
            tablespacePlaces.put(tablespace.getKey(), Place.ofTablespace(behindLink(tablespace.getValue())));
        }
    }

    /**
     * Finds or makes the staging directories, locks them, and ends what an earlier attempt left half published.
     *
     * @throws CopyFailedException where that cannot be done, or the target may not be written to
     */
    static StagingArea open(CopyRequest request) {
        try {
            StagingArea area = new StagingArea(request, behindLink(request.dataDirectory()));
            try {
                area.prepare();
                return area;
            } catch (IOException | RuntimeException e) {
                area.close();
                throw e;
            }
        } catch (IOException e) {
            throw Failures.unwritable(request.dataDirectory(), e);
        }
    }

    /** Where a path leads, if it is a symbolic link; the link itself stays as it is. */
    static Path behindLink(Path path) throws IOException {
        Path real = Files.isSymbolicLink(path) ? path.toRealPath() : path.normalize();
        if (Files.exists(real) && !Files.isDirectory(real)) {
            throw new NotDirectoryException(path.toString());
        }
        return real;
    }

    private void prepare() throws IOException {
        for (Place place : places()) {
            makeWithParents(place.root());
            Directories.make(place.staging(), FileMode.PRIVATE_DIRECTORY);
            lock(place);
        }
        Publication.recover(dataPlace.staging());
        requireUnused();
        if (existing == ExistingData.REFUSE && hasContent(target)) {
            throw Failures.notEmpty(target);
        }
        for (Place place : places()) {
            Directories.make(place.arrivals(), FileMode.PRIVATE_DIRECTORY);
            Directories.make(place.content(), FileMode.PRIVATE_DIRECTORY);
        }
    }

    private static void makeWithParents(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.getParent();
            if (parent != null) {
                makeWithParents(parent);
            }
            Directories.make(directory, FileMode.PRIVATE_DIRECTORY);
        }
    }

    private void lock(Place place) throws IOException {
        FileChannel channel =
                FileChannel.open(place.staging().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        locks.add(channel);
        if (!isLocked(channel)) {
            throw Failures.inUse("another copy into " + target + " is under way");
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    /** The data directory comes last. */
    private List<Place> places() {
        List<Place> places = new ArrayList<>(tablespacePlaces.values());
        places.add(dataPlace);
        return places;
    }

    /** The data directory as it is being built. */
    Path dataDirectory() {
        return dataPlace.content();
    }

    /** The data directory to be. */
    Path target() {
        return target;
    }

    /** Where the directory of a tablespace will be, as PostgreSQL is to know it. */
    Map<Long, Path> tablespaceTargets() {
        return tablespaceTargets;
    }

    /** The directories that a copy is built in. */
    List<Path> contents() {
        return places().stream().map(Place::content).toList();
    }

    /** Where a file of the backup is built; {@code path} is checked already. */
    Path staged(String path) {
        Matcher matcher = IN_TABLESPACE.matcher(path);
        Place tablespace = matcher.matches() ? tablespacePlaces.get(Long.parseLong(matcher.group(1))) : null;
        if (tablespace == null) {
            return dataPlace.content().resolve(path);
        }
        return tablespace.content().resolve(matcher.group(2) == null ? "" : matcher.group(2));
    }

    /** Where an older copy of a file of the backup would be, if its place in the target may be looked at. */
    Optional<Path> older(String path) {
        if (existing == ExistingData.REFUSE) {
            return Optional.empty();
        }
        Path staged = staged(path);
        for (Place place : places()) {
            if (staged.startsWith(place.content())) {
                return Optional.of(place.root().resolve(place.arrivals().relativize(staged)));
            }
        }
        return Optional.empty();
    }

    /** The mode of the data directory: as somebody prepared it, where PostgreSQL allows that (0750 since 11). */
    FileMode targetMode(boolean groupMayRead) throws IOException {
        if (groupMayRead && Files.isDirectory(target)) {
            int bits = (Integer) Files.getAttribute(target, "unix:mode") & 0777;
            return bits == GROUP_MAY_READ.bits() ? GROUP_MAY_READ : FileMode.PRIVATE_DIRECTORY;
        }
        return FileMode.PRIVATE_DIRECTORY;
    }

    /**
     * Puts what was built into its places.
     *
     * @throws CopyFailedException where the target is in use, or holds files that may not be replaced
     * @throws IOException where a rename fails; everything is then as it was
     */
    void publish() throws IOException {
        requireUnused();
        if (existing == ExistingData.REFUSE) {
            for (Place place : places()) {
                requireRoom(place);
            }
        }
        Publication publication = new Publication(places());
        publication.publish();
        publication.cleanUp();
    }

    private static void requireRoom(Place place) throws IOException {
        try (DirectoryStream<Path> arriving = Files.newDirectoryStream(place.arrivals())) {
            for (Path entry : arriving) {
                Path taken = place.root().resolve(String.valueOf(entry.getFileName()));
                if (Files.isDirectory(taken, LinkOption.NOFOLLOW_LINKS) ? hasContent(taken) : Place.exists(taken)) {
                    throw Failures.notEmpty(taken);
                }
            }
        }
    }

    private static boolean hasContent(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                directory, entry -> !entry.endsWith(Place.PREFIX) && !entry.endsWith("lost+found"))) {
            return entries.iterator().hasNext();
        }
    }

    private void requireUnused() throws IOException {
        Optional<Long> process = RunningServer.in(target);
        if (process.isPresent()) {
            throw Failures.inUse("a server is running in " + target + " as process " + process.get());
        }
    }

    /** Removes everything that was built. */
    void remove() throws IOException {
        for (Place place : places()) {
            if (Place.exists(place.staging())) {
                PathUtils.deleteDirectory(place.staging());
            }
        }
    }

    /** Gives the locks back; the directories stay. */
    @Override
    public void close() {
        for (FileChannel lock : locks) {
            try {
                lock.close();
            } catch (IOException e) {
                // the lock goes with the process
            }
        }
        locks.clear();
    }
}
