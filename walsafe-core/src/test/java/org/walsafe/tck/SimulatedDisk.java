package org.walsafe.tck;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
         * @param path what is changed
         * @throws PowerCut to end the machine before it
         */
        void step(String change, HostPath path);
    }

    private static final class Inode {
        private SimulatedContent content = SimulatedContent.NONE;
        private boolean flushed;
        private Instant modified;
        private final FileMode mode;

        Inode(Instant modified, FileMode mode) {
            this.modified = modified;
            this.mode = mode;
        }

        FileStatus status() {
            return new FileStatus(FileKind.REGULAR, content.length(), modified, mode);
        }
    }

    /** A change of names that is one: a name goes, or a file gets one, or both. */
    private record Change(@Nullable String gone, @Nullable String name, @Nullable Inode inode) {

        void applyTo(Map<String, Inode> names) {
            if (gone != null) {
                names.remove(gone);
            }
            if (name != null && inode != null) {
                names.put(name, inode);
            }
        }

        boolean concerns(String other) {
            return other.equals(gone) || other.equals(name);
        }
    }

    /** Names as they are, as they are on disk, and what changed in between. */
    private static final class Directory {
        private final FileMode mode;
        private final List<String> directories = new ArrayList<>();
        private final TreeMap<String, Inode> now = new TreeMap<>();
        private final Map<String, Inode> durable = new HashMap<>();
        private final List<Change> unflushed = new ArrayList<>();

        Directory(FileMode mode) {
            this.mode = mode;
        }

        void change(Change change) {
            change.applyTo(now);
            unflushed.add(change);
        }

        boolean isUnflushed(String name) {
            for (Change change : unflushed) {
                if (change.concerns(name)) {
                    return true;
                }
            }
            return false;
        }

        void flush() {
            unflushed.forEach(change -> change.applyTo(durable));
            unflushed.clear();
        }

        void crash(CrashChoice choice) {
            if (unflushed.isEmpty()) {
                return;
            }
            unflushed.removeIf(change -> !choice.keepsName());
            flush();
            now.clear();
            now.putAll(durable);
        }
    }

    private final InstantSource time;
    private final Map<String, Directory> directories = new LinkedHashMap<>();
    private Power power = (change, path) -> {};
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
        for (Directory directory : directories.values()) {
            directory.crash(choice);
        }
        for (Directory directory : directories.values()) {
            for (Inode inode : directory.now.values()) {
                if (!inode.flushed) {
                    inode.flushed = true;
                    inode.content = inode.content.cutAt(choice.keepsBytes(inode.content.length()));
                }
            }
        }
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
        String name = path.name();
        Directory directory = directories.get(above(path));
        if (directory == null || directory.isUnflushed(name)) {
            return OptionalInt.empty();
        }
        @Nullable Inode inode = directory.durable.get(name);
        return inode != null && inode.flushed ? OptionalInt.of(inode.content.length()) : OptionalInt.empty();
    }

    /**
     * {@return whether the name is there, or may be there after a crash}
     *
     * @param path a file
     */
    public boolean mayBeThere(HostPath path) {
        String name = path.name();
        Directory directory = directories.get(above(path));
        return directory != null
                && (directory.now.containsKey(name)
                        || directory.durable.containsKey(name)
                        || directory.isUnflushed(name));
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
        Directory above = directory(path);
        if (above.now.containsKey(path.name())) {
            throw new FileAlreadyExistsException(path.value());
        }
        power.step("making", path);
        above.directories.add(path.name());
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
        Directory directory = directory(path);
        String name = requireFree(directory, path);
        power.step("creating", path);
        directory.change(new Change(null, name, new Inode(time.instant(), mode)));
    }

    /**
     * Gives a file that was created its whole content.
     *
     * @param path the file
     * @param content not copied, so it must not change
     * @throws IOException when there is no room for it; what fits is written
     */
    public void write(HostPath path, byte[] content) throws IOException {
        write(path, SimulatedContent.of(content));
    }

    /**
     * Gives a file that was created its whole content.
     *
     * @param path the file
     * @param content the content
     * @throws IOException when there is no room for it; what fits is written
     */
    public void write(HostPath path, SimulatedContent content) throws IOException {
        Inode inode = inode(path);
        power.step("writing", path);
        int fitting = (int) Math.min(room, content.length());
        inode.content = content.cutAt(fitting);
        inode.flushed = false;
        inode.modified = time.instant();
        room -= room == Long.MAX_VALUE ? 0 : fitting;
        if (fitting < content.length()) {
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
        power.step("flushing", path);
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
        Directory directory = directory(to);
        String name = requireFree(directory, to);
        power.step("linking to", to);
        directory.change(new Change(null, name, inode));
    }

    /**
     * Renames a file within its directory, over what has the name.
     *
     * @param from its name
     * @param to its new name
     * @throws IOException when it is not there
     */
    public void rename(HostPath from, HostPath to) throws IOException {
        if (!above(from).equals(above(to))) {
            throw new IllegalArgumentException("only within a directory, not " + from + " to " + to);
        }
        Inode inode = inode(from);
        power.step("renaming to", to);
        directory(to).change(new Change(from.name(), to.name(), inode));
    }

    /**
     * Removes a name.
     *
     * @param path the name
     * @throws IOException when it is not there
     */
    public void unlink(HostPath path) throws IOException {
        inode(path);
        power.step("removing", path);
        directory(path).change(new Change(path.name(), null, null));
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
        return find(path).map(Inode::status);
    }

    /**
     * {@return the names in a directory, directories first}
     *
     * @param path the directory
     * @throws IOException when it is not there
     */
    public List<String> list(HostPath path) throws IOException {
        Directory directory = directories.get(path.value());
        if (directory == null) {
            throw new NoSuchFileException(path.value());
        }
        List<String> names = new ArrayList<>(directory.directories.size() + directory.now.size());
        names.addAll(directory.directories);
        Collections.sort(names);
        names.addAll(directory.now.keySet());
        return names;
    }

    /**
     * {@return a file's content}
     *
     * @param path the file
     * @throws IOException when it is not there, or is a directory
     */
    public SimulatedContent read(HostPath path) throws IOException {
        if (directories.containsKey(path.value())) {
            throw new FileNotFoundException(path + " is a directory");
        }
        return inode(path).content;
    }

    private String requireFree(Directory directory, HostPath path) throws IOException {
        String name = path.name();
        if (directory.now.containsKey(name) || directories.containsKey(path.value())) {
            throw new FileAlreadyExistsException(path.value());
        }
        return name;
    }

    private static String above(HostPath path) {
        String value = path.value();
        return value.substring(0, Math.max(1, value.lastIndexOf('/')));
    }

    /** The directory that {@code path} is in. */
    private Directory directory(HostPath path) throws IOException {
        Directory directory = directories.get(above(path));
        if (directory == null) {
            throw new NoSuchFileException(path.value());
        }
        return directory;
    }

    private Optional<Inode> find(HostPath path) {
        @Nullable Directory directory = directories.get(above(path));
        return directory == null ? Optional.empty() : Optional.ofNullable(directory.now.get(path.name()));
    }

    private Inode inode(HostPath path) throws IOException {
        Optional<Inode> found = find(path);
        if (found.isEmpty()) {
            throw new NoSuchFileException(path.value());
        }
        return found.get();
    }
}
