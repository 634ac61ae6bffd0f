package org.walsafe.restore;

import java.io.IOException;
import java.util.Optional;
import org.walsafe.directory.StoredName;
import org.walsafe.host.DirectoryVisitor.Next;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/**
 * One directory of WAL files, as {@code cp}, {@code rsync} or {@code pg_receivewal} leave them: under their own names, or with
 * the suffix of the compression that they were given. What a file holds is told by its content, whatever the suffix.
 *
 * <p>Thread-safe. Blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class DirectorySource implements WalSource {

    private final Host host;
    private final HostPath directory;

    /**
     * The files in {@code directory}; nothing is read yet.
     *
     * @param host the machine it is on; stays the caller's to close
     * @param directory the directory
     */
    public DirectorySource(Host host, HostPath directory) {
        this.host = host;
        this.directory = directory;
    }

    @Override
    public String location() {
        return host.name() + ":" + directory;
    }

    @Override
    public SourceAnswer open(WalFileName file, Deadline deadline) {
        try {
            for (StoredName name : StoredName.of(file)) {
                Optional<SourceAnswer> found =
                        WalFileOpening.of(host, directory.child(name.text()), SourceAnswer.Extent.WHOLE);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            return host.files().status(directory).isPresent()
                    ? new SourceAnswer.Absent(location())
                    : new SourceAnswer.CouldNotLook("the directory " + location() + " is not there");
        } catch (IOException e) {
            return new SourceAnswer.CouldNotLook(SourceFailure.text(e));
        }
    }

    @Override
    public LaterFile later(WalFileName absent, Deadline deadline) {
        try {
            FirstOf first = new FirstOf();
            host.files().list(directory, name -> {
                Optional<StoredName> stored = StoredName.tryParse(name);
                if (stored.isPresent() && LaterNames.isLater(stored.get().file(), absent)) {
                    first.take(name);
                }
                return Next.CONTINUE;
            });
            return first.answer();
        } catch (IOException e) {
            return new LaterFile.CouldNotLook(SourceFailure.text(e));
        }
    }
}
