package org.walsafe.restore;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.walsafe.host.DirectoryVisitor.Next;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.restore.SourceAnswer.Extent;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/**
 * Barman's catalogue, read without Barman: on this machine, or over SFTP where the host is a remote one. It looks where
 * {@code barman get-wal} (3.4 to 3.17) looks, in the same order.
 *
 * <p>It cannot read what Barman encrypted or put through a {@code custom} filter; those need {@link GetWalSource}.
 *
 * <p>Thread-safe. Blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class CatalogueSource implements WalSource {

    private static final String PARTIAL = ".partial";

    private final Host host;
    private final CatalogueDirectories directories;
    private final PartialRetrieval partials;

    /**
     * The catalogue in {@code directories}; nothing is read yet.
     *
     * @param host the machine it is on; stays the caller's to close
     * @param directories where it keeps the files
     * @param partials whether partial segments stand in for whole ones
     */
    public CatalogueSource(Host host, CatalogueDirectories directories, PartialRetrieval partials) {
        this.host = host;
        this.directories = directories;
        this.partials = partials;
    }

    @Override
    public String location() {
        return host.name() + ":" + directories.wals();
    }

    @Override
    public SourceAnswer open(WalFileName file, Deadline deadline) {
        try {
            for (Place place : places(file)) {
                Optional<SourceAnswer> found = WalFileOpening.of(host, place.path(), place.extent());
                if (found.isPresent()) {
                    return found.get();
                }
            }
            return host.files().status(directories.wals()).isPresent()
                    ? new SourceAnswer.Absent(location())
                    : new SourceAnswer.CouldNotLook("the catalogue " + location() + " is not there");
        } catch (IOException e) {
            return new SourceAnswer.CouldNotLook(SourceFailure.text(e));
        }
    }

    /** In Barman's order: whatever moves from one to the next meanwhile is met there, or at the end again. */
    private List<Place> places(WalFileName file) {
        String name = file.text();
        HostPath archived = directories.archived(file);
        List<Place> places = new ArrayList<>();
        places.add(new Place(archived, Extent.WHOLE));
        places.add(new Place(directories.incoming().child(name), Extent.WHOLE));
        places.add(new Place(directories.streaming().child(name), Extent.WHOLE));
        if (partials == PartialRetrieval.INCLUDED && file instanceof SegmentName) {
            places.add(new Place(directories.streaming().child(name + PARTIAL), Extent.PARTIAL));
            places.add(new Place(directories.streaming().child(name), Extent.WHOLE));
            places.add(new Place(directories.hashed(name + PARTIAL), Extent.PARTIAL));
            places.add(new Place(directories.incoming().child(name + PARTIAL), Extent.PARTIAL));
        }
        places.add(new Place(archived, Extent.WHOLE));
        return places;
    }

    private record Place(HostPath path, Extent extent) {}

    @Override
    public LaterFile later(WalFileName absent, Deadline deadline) {
        try {
            TreeSet<String> hashDirectories = new TreeSet<>();
            FirstOf first = new FirstOf();
            host.files().list(directories.wals(), name -> {
                if (mayHoldLater(name, absent)) {
                    hashDirectories.add(name);
                } else if (LaterNames.isLater(name, absent)) {
                    first.take(name);
                }
                return Next.CONTINUE;
            });
            for (String hashDirectory : hashDirectories) {
                showLater(directories.wals().child(hashDirectory), absent, first);
                if (first.answer() instanceof LaterFile.Seen) {
                    break;
                }
            }
            showLater(directories.incoming(), absent, first);
            showLater(directories.streaming(), absent, first);
            return first.answer();
        } catch (IOException e) {
            return new LaterFile.CouldNotLook(SourceFailure.text(e));
        }
    }

    private static boolean mayHoldLater(String name, WalFileName absent) {
        if (!CatalogueDirectories.isHash(name)
                || !name.startsWith(absent.timeline().toHex())) {
            return false;
        }
        return !(absent instanceof SegmentName)
                || name.compareTo(absent.text().substring(0, CatalogueDirectories.HASH_DIGITS)) >= 0;
    }

    private void showLater(HostPath directory, WalFileName absent, FirstOf first) throws IOException {
        try {
            host.files().list(directory, name -> {
                if (LaterNames.isLater(name, absent)) {
                    first.take(name);
                }
                return Next.CONTINUE;
            });
        } catch (NoSuchFileException notMade) {
            return;
        }
    }
}
