package org.walsafe.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.error.PrintableText;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;
import org.walsafe.host.ShellWord;

/**
 * Markers as files of one directory on a host: the WAL safe directory.
 *
 * <p>The directory belongs to the PostgreSQL user alone, mode {@code 0700}; whoever can write there decides what
 * PostgreSQL recycles. A marker that is a symbolic link or a directory is none.
 *
 * <p>Looking up a marker costs the same however many there are, and listing keeps no names.
 *
 * @since 0.1.0
 */
public final class DirectoryMarkerStore implements MarkerStore {

    /** How often a put looks again when the marker that was in its way has gone meanwhile. */
    private static final int PUT_ATTEMPTS = 8;

    private static final int MOST_LEFTOVERS = 1_000;

    /** Who closes the host. */
    private enum HostOwner {
        CALLER,
        STORE
    }

    private final Host host;
    private final HostPath directory;
    private final HostOwner hostOwner;
    private volatile boolean closed;

    private DirectoryMarkerStore(Host host, HostPath directory, HostOwner hostOwner) {
        this.host = host;
        this.directory = directory;
        this.hostOwner = hostOwner;
    }

    /**
     * The store in {@code directory} of a host that stays the caller's.
     *
     * @throws RegistryUnusableException when the directory is missing, is no directory, or is open to others
     * @throws IOException when nobody could look
     */
    public static DirectoryMarkerStore on(Host host, HostPath directory) throws IOException {
        return opened(new DirectoryMarkerStore(host, directory, HostOwner.CALLER));
    }

    /**
     * The store in {@code directory} of a host that is closed with the store, or at once when this fails.
     *
     * @throws RegistryUnusableException when the directory is missing, is no directory, or is open to others
     * @throws IOException when nobody could look
     */
    public static DirectoryMarkerStore owning(Host host, HostPath directory) throws IOException {
        try {
            return opened(new DirectoryMarkerStore(host, directory, HostOwner.STORE));
        } catch (RegistryUnusableException | IOException e) {
            host.close();
            throw e;
        }
    }

    private static DirectoryMarkerStore opened(DirectoryMarkerStore store) throws IOException {
        store.requirePrivateDirectory();
        return store;
    }

    @Override
    public String location() {
        return host.name() + ':' + directory;
    }

    @Override
    public PutOutcome put(NewMarker marker) throws IOException {
        return putAll(List.of(marker)).get(0);
    }

    @Override
    public List<PutOutcome> putAll(List<NewMarker> markers) throws IOException {
        List<NewFile> newFiles = new ArrayList<>(markers.size());
        for (NewMarker marker : markers) {
            newFiles.add(fileOf(marker));
        }
        requirePrivateDirectory();
        List<PublishOutcome> published = files().publishAll(directory, newFiles, PublishMode.IF_ABSENT);
        List<PutOutcome> outcomes = new ArrayList<>(markers.size());
        for (int i = 0; i < markers.size(); i++) {
            outcomes.add(outcomeOf(markers.get(i), published.get(i)));
        }
        return outcomes;
    }

    @Override
    public StoredMarker get(MarkerKey key) throws IOException {
        requirePrivateDirectory();
        HostPath file = directory.child(key.fileName());
        Optional<FileStatus> status = files().status(file);
        if (status.isEmpty()) {
            return new StoredMarker.Absent();
        }
        FileKind kind = status.get().kind();
        if (kind != FileKind.REGULAR) {
            return new StoredMarker.Unusable(described(kind));
        }
        return status.get().size() > MarkerContent.MAXIMUM_BYTES ? tooLarge() : read(file);
    }

    @Override
    public void list(MarkerVisitor visitor) throws IOException {
        requirePrivateDirectory();
        files().list(directory, name -> {
            Optional<MarkerKey> key = MarkerKey.ofFileName(name);
            if (key.isPresent()) {
                visitor.marker(key.get());
            } else if (!name.startsWith(HostFiles.TEMPORARY_PREFIX)) {
                visitor.stranger(PrintableText.quoted(name));
            }
            return DirectoryVisitor.Next.CONTINUE;
        });
    }

    @Override
    public boolean remove(MarkerKey key) throws IOException {
        requirePrivateDirectory();
        return files().delete(directory.child(key.fileName()));
    }

    @Override
    public int clearLeftovers(Instant before) throws IOException {
        requirePrivateDirectory();
        List<String> unfinished = new ArrayList<>();
        files().list(directory, name -> {
            if (HostFiles.isTemporary(name)) {
                unfinished.add(name);
            }
            return unfinished.size() < MOST_LEFTOVERS ? DirectoryVisitor.Next.CONTINUE : DirectoryVisitor.Next.STOP;
        });
        int removed = 0;
        for (String name : unfinished) {
            removed += removeIfOlder(directory.child(name), before) ? 1 : 0;
        }
        return removed;
    }

    private boolean removeIfOlder(HostPath file, Instant before) throws IOException {
        Optional<FileStatus> status = files().status(file);
        return status.isPresent()
                && status.get().kind() == FileKind.REGULAR
                && status.get().modified().isBefore(before)
                && files().delete(file);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (hostOwner == HostOwner.STORE) {
                host.close();
            }
        }
    }

    /** What came of one file; where its name was taken by something that has gone since, tries again. */
    private PutOutcome outcomeOf(NewMarker marker, PublishOutcome first) throws IOException {
        PublishOutcome published = first;
        for (int attempt = 1; attempt <= PUT_ATTEMPTS; attempt++) {
            if (published == PublishOutcome.PUBLISHED) {
                return new PutOutcome.Stored();
            }
            StoredMarker existing = get(marker.key());
            if (existing instanceof StoredMarker.Present present
                    && present.content().equals(marker.content())) {
                return new PutOutcome.AlreadyStored();
            }
            if (!(existing instanceof StoredMarker.Absent)) {
                return new PutOutcome.Differs(existing);
            }
            published = files().publishAll(directory, List.of(fileOf(marker)), PublishMode.IF_ABSENT)
                    .get(0);
        }
        throw new IOException("the marker " + marker.key() + " in " + location()
                + " comes and goes: somebody removes it" + " as often as it is written");
    }

    private static NewFile fileOf(NewMarker marker) {
        return new NewFile(marker.key().fileName(), marker.content().bytes());
    }

    private StoredMarker read(HostPath file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = files().read(file, 0)) {
            byte[] buffer = new byte[MarkerContent.MAXIMUM_BYTES + 1];
            int count = in.read(buffer);
            while (count >= 0 && bytes.size() <= MarkerContent.MAXIMUM_BYTES) {
                bytes.write(buffer, 0, count);
                count = in.read(buffer);
            }
        } catch (NoSuchFileException e) {
            return new StoredMarker.Absent();
        }
        return bytes.size() > MarkerContent.MAXIMUM_BYTES
                ? tooLarge()
                : new StoredMarker.Present(MarkerContent.of(bytes.toByteArray()));
    }

    private static StoredMarker tooLarge() {
        return new StoredMarker.Unusable("is larger than " + MarkerContent.MAXIMUM_BYTES + " bytes");
    }

    private static String described(FileKind kind) {
        return switch (kind) {
            case DIRECTORY -> "is a directory";
            case SYMBOLIC_LINK -> "is a symbolic link";
            case REGULAR, OTHER -> "is not a regular file";
        };
    }

    /**
     * Looked at before every use: a marker that is not found proves nothing unless the directory itself is there, and one
     * that is found proves nothing where others could put it.
     */
    private void requirePrivateDirectory() throws IOException {
        Optional<FileStatus> status = files().status(directory);
        if (status.isEmpty()) {
            throw new RegistryUnusableException(
                    "there is no WAL safe directory " + location(),
                    "Create it as the PostgreSQL user: mkdir -m 0700 " + ShellWord.quote(directory.value()) + ".");
        }
        if (status.get().kind() != FileKind.DIRECTORY) {
            throw new RegistryUnusableException(
                    "the WAL safe directory " + location() + ' '
                            + described(status.get().kind()),
                    "Name the directory itself, by its real path.");
        }
        if (status.get().mode().isOpenToOthers()) {
            throw new RegistryUnusableException(
                    "the WAL safe directory " + location() + " is open to other users, its mode is "
                            + status.get().mode(),
                    "Close it: chmod 0700 " + ShellWord.quote(directory.value())
                            + "; then look whether somebody else put markers there.");
        }
    }

    private HostFiles files() {
        if (closed) {
            throw new IllegalStateException("the marker store in " + location() + " is closed");
        }
        return host.files();
    }
}
