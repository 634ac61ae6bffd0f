package org.walsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.walsafe.host.ContentWriter;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileMode;
import org.walsafe.host.FileStatus;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;

/** A host whose files have names and nothing else. */
final class FileNames implements HostFiles {

    private final Set<HostPath> names = new HashSet<>();
    private boolean failing;

    void add(HostPath path) {
        names.add(path);
    }

    void remove(HostPath path) {
        names.remove(path);
    }

    void fail() {
        failing = true;
    }

    @Override
    public Optional<FileStatus> status(HostPath path) throws IOException {
        if (failing) {
            throw new HostUnreachableException("the host is away");
        }
        return names.contains(path)
                ? Optional.of(new FileStatus(FileKind.REGULAR, 0, Instant.EPOCH, FileMode.PRIVATE_FILE))
                : Optional.empty();
    }

    @Override
    public HostPath resolve(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void list(HostPath directory, DirectoryVisitor visitor) {
        throw new AssertionError("a clean-up must not list " + directory);
    }

    @Override
    public InputStream read(HostPath file, long offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void createDirectory(HostPath directory, FileMode mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PublishOutcome publish(HostPath file, ContentWriter content, PublishMode mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PublishOutcome> publishAll(HostPath directory, List<NewFile> files, PublishMode mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(HostPath file) {
        throw new UnsupportedOperationException();
    }
}
