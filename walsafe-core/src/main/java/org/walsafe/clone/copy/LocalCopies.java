package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.walsafe.verify.manifest.ManifestChecksum;

/**
 * Keeps files that need not be fetched: what an earlier attempt completed, and what is the same in the target. By size and
 * checksum, never by time.
 *
 * <p>A file of the target is taken by a hard link, which costs neither time nor space; the target's own name of it goes when the
 * copy takes its place. Where links are not to be had, or the modes differ, it is copied. Thread-safe.
 */
final class LocalCopies {

    /** A file as it was when it was summed. */
    private record Seen(String key, FileTime modified) {
        static Seen of(Path path) throws IOException {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Seen(String.valueOf(attributes.fileKey()), attributes.lastModifiedTime());
        }
    }

    /** The files that have another name, in the target. */
    private final Map<Path, Seen> linked = new ConcurrentHashMap<>();

    /** Whether the file is there now. */
    boolean keep(CopiedFile file, Expectation expectation) {
        try {
            if (isHere(file, expectation)) {
                return true;
            }
            Optional<Path> older = file.older();
            return older.isPresent() && take(older.get(), file, expectation);
        } catch (IOException e) {
            throw Failures.unwritable(file.staged(), e);
        }
    }

    private boolean isHere(CopiedFile file, Expectation expectation) throws IOException {
        Path staged = file.staged();
        if (!Files.isRegularFile(staged, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Seen seen = Seen.of(staged);
        if (!isRight(staged, expectation)) {
            return false;
        }
        if ((Integer) Files.getAttribute(staged, "unix:nlink") > 1) {
            linked.put(staged, seen);
            return mode(staged) == file.mode().bits();
        }
        Files.setAttribute(staged, "unix:mode", file.mode().bits());
        return true;
    }

    private boolean take(Path older, CopiedFile file, Expectation expectation) throws IOException {
        if (!Files.isRegularFile(older, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Seen seen = Seen.of(older);
        if (!isRight(older, expectation)) {
            return false;
        }
        Files.deleteIfExists(file.staged());
        if (mode(older) == file.mode().bits() && link(older, file.staged())) {
            linked.put(file.staged(), seen);
            return true;
        }
        Files.copy(older, file.staged(), StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
        Ownership.giveToOwnerOfParent(file.staged());
        Files.setAttribute(file.staged(), "unix:mode", file.mode().bits());
        return isRight(file.staged(), expectation);
    }

    private static boolean link(Path older, Path staged) {
        try {
            Files.createLink(staged, older);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean isRight(Path path, Expectation expectation) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || Files.size(path) != expectation.content().size()) {
            return false;
        }
        ManifestChecksum checksum = expectation.content().algorithm().start();
        return expectation.isMetBy(StagedFile.sum(path, checksum), checksum.finish());
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    }

    /** Whether nobody has written to the target's files since they were summed. */
    void requireUnchanged() throws IOException {
        for (Map.Entry<Path, Seen> link : linked.entrySet()) {
            Path path = link.getKey();
            if (!Place.exists(path)) {
                continue;
            }
            Seen now = Seen.of(path);
            boolean isThatFile = now.key().equals(link.getValue().key());
            if (isThatFile && !now.modified().equals(link.getValue().modified())) {
                throw Failures.inUse("somebody writes into the target: " + path.getFileName() + " was changed there");
            }
        }
    }
}
