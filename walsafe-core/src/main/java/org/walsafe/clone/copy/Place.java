package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A directory in which some entries are to be exchanged for others, on one file system: the parent of a data directory, a data
 * directory that is a mount point, or a tablespace.
 *
 * @param root the directory whose entries are exchanged
 * @param staging a directory within it, for what comes, and for what goes
 * @param content where what comes is built: {@link #arrivals()} or a directory in it
 * @param scope which entries have to go
 */
record Place(Path root, Path staging, Path content, Scope scope) {

    /** How the names of staging directories begin; PostgreSQL passes over them. */
    static final String PREFIX = ".walsafe-clone";

    /** Which entries of the root have to go. */
    enum Scope {
        /** Those whose name something that comes has. */
        SAME_NAMES,
        /** All, but for the staging directory and what {@code mkfs} makes. */
        ALL
    }

    /** The place of a data directory; its path has no symbolic link as the last step. */
    static Place ofDataDirectory(Path target) throws IOException {
        if (Files.isDirectory(target) && !canBeRenamed(target)) {
            Path staging = target.resolve(PREFIX);
            return new Place(target, staging, staging.resolve("new"), Scope.ALL);
        }
        return beside(target);
    }

    /** The place of a tablespace; others may keep theirs in the same directory. */
    static Place ofTablespace(Path target) {
        if (Files.isDirectory(target)) {
            Path staging = target.resolve(PREFIX);
            return new Place(target, staging, staging.resolve("new"), Scope.SAME_NAMES);
        }
        return beside(target);
    }

    private static Place beside(Path target) {
        Path parent = requireParent(target);
        Path name = target.getFileName();
        Path staging = parent.resolve(PREFIX + '-' + name);
        return new Place(parent, staging, staging.resolve("new").resolve(name), Scope.SAME_NAMES);
    }

    private static Path requireParent(Path target) {
        Path parent = target.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("the root of all files cannot be a data directory");
        }
        return parent;
    }

    /** A mount point cannot; nor can anything in a directory that may not be written. */
    private static boolean canBeRenamed(Path target) throws IOException {
        Path parent = requireParent(target);
        Object device = Files.getAttribute(target, "unix:dev");
        return device.equals(Files.getAttribute(parent, "unix:dev")) && Files.isWritable(parent);
    }

    /** What comes. */
    Path arrivals() {
        return staging.resolve("new");
    }

    /** What has gone. */
    Path departures() {
        return staging.resolve("old");
    }

    /** Names what comes, from when everything that had to go has gone. */
    Path arriving() {
        return staging.resolve("arriving");
    }

    /** Whether an entry of the root is neither staging nor made by {@code mkfs}. */
    boolean isContent(Path entry) {
        return !entry.equals(staging) && !entry.endsWith("lost+found");
    }

    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
