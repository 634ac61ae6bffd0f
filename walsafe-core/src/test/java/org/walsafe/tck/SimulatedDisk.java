package org.walsafe.tck;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileMode;
import org.walsafe.host.FileStatus;
import org.walsafe.host.HostPath;

/**
 * A disk in memory that forgets, in a crash, what nobody flushed: the content of files, and the names in directories, each
 * for itself and in any order (POSIX promises no more). Directories themselves are durable from the start.
 *
 * <p>Before each change it tells {@link Power}, which may end the machine there. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class SimulatedDisk {

    /** Told of each change before it is made. */
    @FunctionalInterface
    public interface Power {

        /**
         * A change is about to be made.
         *
         * @param change what it is, for messages
         * @throws PowerCut to end the machine before it
         */
        void step(String change);
    }

    private static final class Inode {
        private byte[] bytes;
        private int length;
        private boolean flushed;
        private Instant modified;
        private FileMode mode;

        Inode(byte[] bytes, int length, Instant modified, FileMode mode) {
            this.bytes = bytes;
            this.length = length;
            this.modified = modified;
            this.mode = mode;
        }
    }

    /** Names as they are, as they are on disk, and what changed in between; a change of several names is one. */
    private static final class Directory {
        private final FileMode mode;
        private TreeMap<String, Inode> now = new TreeMap<>();
        private TreeMap<String, Inode> durable = new TreeMap<>();
        private final List<Map<String, Optional<Inode>>> unflushed = new ArrayList<>();

        Directory(FileMode mode) {
            this.mode = mode;
        }

        void change(Map<String, Optional<Inode>> change) {
            apply(change, now);
            unflushed.add(change);
        }

        static void apply(Map<String, Optional<Inode>> change, Map<String, Inode> names) {
            change.forEach((name, inode) -> {
                if (inode.isPresent()) {
                    names.put(name, inode.get());
                } else {
                    names.remove(name);
                }
            });
        }

        void flush() {
            durable = new TreeMap<>(now);
            unflushed.clear();
        }

        void crash(CrashChoice choice) {
            for (Map<String, Optional<Inode>> change : unflushed) {
                if (choice.keepsName()) {
                    apply(change, durable);
                }
            }
            unflushed.clear();
            now = new TreeMap<>(durable);
        }
    }

    private final InstantSource time;
    private final Map<String, Directory> directories = new HashMap<>();
    private Power power = change -> {};
    private long room = Long.MAX_VALUE;

    /**
     * An empty disk with a root directory.
     *
     * @param time dates the files
     */
    public SimulatedDisk(InstantSource time) {
        this.time = time;
        directories.put("/", new Directory(new FileMode(0755)));
    }

    /**
     * Says who is told of changes.
     *
     * @param newPower the machine's power
     */
    public void poweredBy(Power newPower) {
        power = newPower;
    }

    /**
     * Leaves room for so many bytes more; writing beyond that fails.
     *
     * @param bytes how many
     */
    public void leaveRoom(long bytes) {
        room = bytes;
    }

    /**
     * Ends the machine and starts it again.
     *
     * @param choice what is left
     */
    public void crash(CrashChoice choice) {
        List<Inode> seen = new ArrayList<>();
        for (Directory directory : directories.values()) {
            directory.crash(choice);
            for (Inode inode : directory.now.values()) {
                if (!inode.flushed && seen.stream().noneMatch(other -> other == inode)) {
                    seen.add(inode);
                    inode.length = Math.min(inode.length, choice.keepsBytes(inode.length));
                }
            }
        }
        seen.forEach(inode -> inode.flushed = true);
    }

    /** {@return how many changes of names are not flushed, so that a crash decides about each} */
    public int unflushedNames() {
        return directories.values().stream()
                .mapToInt(directory -> directory.unflushed.size())
                .sum();
    }

    /**
     * {@return how much content any crash would leave under this name, or empty where a crash may leave another file or none}
     *
     * @param path a file
     */
    public OptionalInt durableBytes(HostPath path) {
        Directory directory = directories.get(path.parent().value());
        if (directory == null || directory.unflushed.stream().anyMatch(change -> change.containsKey(path.name()))) {
            return OptionalInt.empty();
        }
        @Nullable Inode inode = directory.durable.get(path.name());
        return inode != null && inode.flushed ? OptionalInt.of(inode.length) : OptionalInt.empty();
    }

    /**
     * {@return whether the name is there, or may be there after a crash}
     *
     * @param path a file
     */
    public boolean mayBeThere(HostPath path) {
        Directory directory = directories.get(path.parent().value());
        return directory != null
                && (directory.now.containsKey(path.name())
                        || directory.durable.containsKey(path.name())
                        || directory.unflushed.stream().anyMatch(change -> change.containsKey(path.name())));
    }

    /**
     * Makes a directory; does nothing where it is there.
     *
     * @param path where
     * @param mode its permissions
     * @throws IOException when a file has the name, or there is nothing above
     */
    public void makeDirectory(HostPath path, FileMode mode) throws IOException {
        if (directories.containsKey(path.value())) {
            return;
        }
        if (directory(path.parent()).now.containsKey(path.name())) {
            throw new FileAlreadyExistsException(path.value());
        }
        power.step("making " + path);
        directories.put(path.value(), new Directory(mode));
    }

    /**
     * Creates an empty file.
     *
     * @param path where
     * @param mode its permissions
     * @throws IOException when the name is taken, or there is no such directory
     */
    public void create(HostPath path, FileMode mode) throws IOException {
        requireFree(path);
        power.step("creating " + path);
        change(path, Map.of(path.name(), Optional.of(new Inode(new byte[0], 0, time.instant(), mode))));
    }

    /**
     * Gives a file that was created its whole content.
     *
     * @param path the file
     * @param content not copied, so it must not change
     * @throws IOException when there is no room for it; what fits is written
     */
    public void write(HostPath path, byte[] content) throws IOException {
        Inode inode = inode(path);
        power.step("writing " + path);
        inode.bytes = content;
        inode.length = (int) Math.min(room, content.length);
        inode.flushed = false;
        inode.modified = time.instant();
        room -= room == Long.MAX_VALUE ? 0 : inode.length;
        if (inode.length < content.length) {
            throw new IOException(path + ": No space left on device");
        }
    }

    /**
     * Flushes a file's content, or a directory's names, to disk.
     *
     * @param path the file or directory
     * @throws IOException when it is not there
     */
    public void flush(HostPath path) throws IOException {
        Directory directory = directories.get(path.value());
        power.step("flushing " + path);
        if (directory != null) {
            directory.flush();
        } else {
            inode(path).flushed = true;
        }
    }

    /**
     * Gives a file a second name in the same or another directory.
     *
     * @param from the first name
     * @param to the second
     * @throws IOException when that is taken, or the first is not there
     */
    public void link(HostPath from, HostPath to) throws IOException {
        Inode inode = inode(from);
        requireFree(to);
        power.step("linking " + from + " to " + to);
        change(to, Map.of(to.name(), Optional.of(inode)));
    }

    /**
     * Renames a file within its directory, over what has the name.
     *
     * @param from its name
     * @param to its new name
     * @throws IOException when it is not there
     */
    public void rename(HostPath from, HostPath to) throws IOException {
        if (!from.parent().equals(to.parent())) {
            throw new IllegalArgumentException("only within a directory, not " + from + " to " + to);
        }
        Inode inode = inode(from);
        power.step("renaming " + from + " to " + to);
        change(to, Map.of(from.name(), Optional.empty(), to.name(), Optional.of(inode)));
    }

    /**
     * Removes a name.
     *
     * @param path the name
     * @throws IOException when it is not there
     */
    public void unlink(HostPath path) throws IOException {
        inode(path);
        power.step("removing " + path);
        change(path, Map.of(path.name(), Optional.empty()));
    }

    /**
     * {@return what stands there, or empty}
     *
     * @param path a file or directory
     */
    public Optional<FileStatus> status(HostPath path) {
        Directory directory = directories.get(path.value());
        if (directory != null) {
            return Optional.of(new FileStatus(FileKind.DIRECTORY, 0, Instant.EPOCH, directory.mode));
        }
        return find(path).map(inode -> new FileStatus(FileKind.REGULAR, inode.length, inode.modified, inode.mode));
    }

    /**
     * {@return the names in a directory, directories first}
     *
     * @param path the directory
     * @throws IOException when it is not there
     */
    public List<String> list(HostPath path) throws IOException {
        List<String> names = new ArrayList<>();
        String below = path.value().equals("/") ? "/" : path.value() + '/';
        directories.keySet().stream()
                .filter(other -> other.length() > below.length()
                        && other.startsWith(below)
                        && other.indexOf('/', below.length()) < 0)
                .sorted()
                .forEach(other -> names.add(other.substring(below.length())));
        names.addAll(directory(path).now.keySet());
        return names;
    }

    /**
     * {@return a file's content}
     *
     * @param path the file
     * @throws IOException when it is not there, or is a directory
     */
    public byte[] read(HostPath path) throws IOException {
        if (directories.containsKey(path.value())) {
            throw new FileNotFoundException(path + " is a directory");
        }
        Inode inode = inode(path);
        return inode.length == inode.bytes.length ? inode.bytes : Arrays.copyOf(inode.bytes, inode.length);
    }

    private void change(HostPath path, Map<String, Optional<Inode>> change) throws IOException {
        directory(path.parent()).change(change);
    }

    private void requireFree(HostPath path) throws IOException {
        if (directory(path.parent()).now.containsKey(path.name()) || directories.containsKey(path.value())) {
            throw new FileAlreadyExistsException(path.value());
        }
    }

    private Directory directory(HostPath path) throws IOException {
        Directory directory = directories.get(path.value());
        if (directory == null) {
            throw new NoSuchFileException(path.value());
        }
        return directory;
    }

    private Optional<Inode> find(HostPath path) {
        @Nullable Directory directory = directories.get(path.parent().value());
        return directory == null ? Optional.empty() : Optional.ofNullable(directory.now.get(path.name()));
    }

    private Inode inode(HostPath path) throws IOException {
        return find(path).orElseThrow(() -> new NoSuchFileException(path.value()));
    }
}
