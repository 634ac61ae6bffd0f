package org.walsafe.barman;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/**
 * What Barman keeps on disk for one server: read only, without Barman's help, on the Barman host or from anywhere that a
 * {@link Host} reaches.
 *
 * <p>Reads the layouts of Barman 2.0 to 3.17. Takes none of Barman's locks, so what it sees may change while it looks; every
 * file that Barman replaces, it replaces in one step. Whatever is a symbolic link below the directories of the layout is not
 * followed.
 *
 * <p>"Not there" is an answer only when the host has looked and the directory that would hold it is there: an archive that is
 * not mounted is a {@link NoSuchFileException}.
 *
 * <p>Thread-safe. Every method but {@link #location()} and {@link #layout()} blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class BarmanCatalogue {

    static final int LONGEST_METADATA = 4 << 20;
    private static final String BACKUP_INFO = "backup.info";
    private static final String META_BACKUP_INFO = "-backup.info";

    private final Host host;
    private final CatalogueLayout layout;
    private final ZoneId zone;

    /**
     * The catalogue in {@code <barman_home>/<server>}; nothing is read yet.
     *
     * @param host the machine it is on; stays the caller's to close
     * @param serverDirectory the server's directory
     */
    public BarmanCatalogue(Host host, HostPath serverDirectory) {
        this(host, CatalogueLayout.below(serverDirectory), ZoneId.systemDefault());
    }

    /**
     * The catalogue of a server whose directories the configuration has moved; nothing is read yet.
     *
     * @param host the machine it is on; stays the caller's to close
     * @param layout where its parts are
     * @param zone the time zone of Barman's host, for times in very old backups
     */
    public BarmanCatalogue(Host host, CatalogueLayout layout, ZoneId zone) {
        this.host = host;
        this.layout = layout;
        this.zone = zone;
    }

    /** {@return where the catalogue is, for messages; never holds a secret} */
    public String location() {
        return host.name() + ":" + layout.home();
    }

    /** {@return where its parts are} */
    public CatalogueLayout layout() {
        return layout;
    }

    /**
     * Which cluster Barman holds this server to be.
     *
     * @return what {@code identity.json} says, or empty before the first base backup
     * @throws IOException when nobody could look, or the file is damaged
     */
    public Optional<BarmanIdentity> identity() throws IOException {
        Optional<HostText> file = HostText.read(host, layout.home().child("identity.json"), LONGEST_METADATA);
        if (file.isEmpty()) {
            requireDirectory(layout.home());
            return Optional.empty();
        }
        return Optional.of(BarmanIdentity.parse(file.get()));
    }

    /**
     * Looks for a WAL file as {@code barman get-wal} does: in the archive, among the incoming files, among the streamed ones,
     * and in the archive again, since it may have been archived meanwhile.
     *
     * @param file its name
     * @return where it was first found, or empty when it is in none of these places
     * @throws IOException when nobody could look, or something of this name is no regular file
     */
    public Optional<CataloguedFile> find(WalFileName file) throws IOException {
        for (WalPlace place : List.of(WalPlace.ARCHIVED, WalPlace.INCOMING, WalPlace.STREAMING, WalPlace.ARCHIVED)) {
            Optional<CataloguedFile> found = look(file, place);
            if (found.isPresent()) {
                return found;
            }
        }
        requireDirectory(layout.wals());
        return Optional.empty();
    }

    /**
     * Looks for a WAL file in one place.
     *
     * @param file its name
     * @param place where to look
     * @return the file, or empty when it is not there
     * @throws IOException when nobody could look, or something of this name is no regular file
     */
    public Optional<CataloguedFile> find(WalFileName file, WalPlace place) throws IOException {
        Optional<CataloguedFile> found = look(file, place);
        if (found.isEmpty()) {
            requireDirectory(directory(place));
        }
        return found;
    }

    /**
     * Opens a file as it is stored; the caller closes the stream.
     *
     * @param file what {@link #find(WalFileName)} found
     * @return its bytes, perhaps compressed
     * @throws NoSuchFileException when it is there no longer
     * @throws IOException when it could not be opened
     */
    public InputStream open(CataloguedFile file) throws IOException {
        return host.files().read(file.path(), 0);
    }

    /**
     * Shows the names of all WAL files in one place, without keeping the listing in memory. The archive may hold millions:
     * a directory is listed for each 256 segments, and no file is looked at.
     *
     * @param place where to look
     * @param visitor takes the names
     * @throws IOException when the listing could not be read to its end
     */
    public void list(WalPlace place, CatalogueVisitor visitor) throws IOException {
        new CatalogueListing(host, layout, visitor).list(place);
    }

    /**
     * What Barman refused to archive.
     *
     * @return the files in {@code errors/}, by name
     * @throws IOException when the directory could not be read to its end
     */
    public List<RejectedFile> rejected() throws IOException {
        return sortedNames(layout.errors()).stream().map(RejectedFile::parse).toList();
    }

    /**
     * Reads Barman's list of archived files. A hint, and never proof: see {@link XlogDbLine}.
     *
     * @param taker takes each line
     * @return whether there is a list
     * @throws IOException when it could not be read to its end
     */
    public boolean readXlogDb(Consumer<XlogDbLine> taker) throws IOException {
        for (String name : List.of(layout.serverName() + "-xlog.db", "xlog.db")) {
            try (InputStream in = host.files().read(layout.xlogDb().child(name), 0)) {
                new XlogDbReader(in).readAll(taker);
                return true;
            } catch (NoSuchFileException otherName) {
                // the name changed with Barman 3.13
            }
        }
        requireDirectory(layout.xlogDb());
        return false;
    }

    /**
     * The base backups of which there is a {@code backup.info}.
     *
     * @return their identifiers, from old to new
     * @throws IOException when nobody could look
     */
    public List<BackupId> backups() throws IOException {
        TreeSet<BackupId> ids = new TreeSet<>();
        for (String name : sortedNames(meta())) {
            if (name.endsWith(META_BACKUP_INFO)) {
                addId(name.substring(0, name.length() - META_BACKUP_INFO.length()), ids);
            }
        }
        List<BackupId> directories = new ArrayList<>();
        for (String name : sortedNames(layout.base())) {
            addId(name, directories);
        }
        for (BackupId id : directories) {
            if (host.files().status(directory(id).child(BACKUP_INFO)).isPresent()) {
                ids.add(id);
            }
        }
        return List.copyOf(ids);
    }

    /**
     * What Barman wrote down about a base backup: in {@code meta/<id>-backup.info} (3.13.2), else in
     * {@code base/<id>/backup.info}.
     *
     * @param id the backup
     * @return what it says, or empty when there is neither file
     * @throws InvalidBarmanFileException when the file is damaged
     * @throws IOException when nobody could look
     */
    public Optional<BackupInfo> backup(BackupId id) throws IOException {
        Optional<HostText> file =
                firstOf(meta().child(id + META_BACKUP_INFO), directory(id).child(BACKUP_INFO));
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(BackupInfo.parse(id, file.get().text(), file.get().source(), zone));
    }

    /**
     * What Barman was told to keep of a base backup: {@code meta/<id>-keep} (3.13.3), else
     * {@code base/<id>/annotations/keep}.
     *
     * @param id the backup
     * @return what to keep, or empty when nobody told
     * @throws InvalidBarmanFileException when the file says neither
     * @throws IOException when nobody could look
     */
    public Optional<KeepTarget> keep(BackupId id) throws IOException {
        Optional<HostText> file = firstOf(
                meta().child(id + "-keep"), directory(id).child("annotations").child("keep"));
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return switch (file.get().text().strip()) {
            case "full" -> Optional.of(KeepTarget.FULL);
            case "standalone" -> Optional.of(KeepTarget.STANDALONE);
            default ->
                throw new InvalidBarmanFileException(file.get().source(), "says neither 'full' nor 'standalone'");
        };
    }

    /**
     * The directory of a base backup, whether it is there or not.
     *
     * @param id the backup
     * @return {@code base/<id>}
     */
    public HostPath directory(BackupId id) {
        return layout.base().child(id.text());
    }

    /**
     * The copy of PostgreSQL's data directory in a base backup: {@code data}, or {@code pgdata} as Barman before 1.3 named
     * it.
     *
     * @param id the backup
     * @return the directory, or empty when there is neither
     * @throws IOException when nobody could look
     */
    public Optional<HostPath> dataDirectory(BackupId id) throws IOException {
        for (String name : List.of("data", "pgdata")) {
            HostPath directory = directory(id).child(name);
            if (isDirectory(directory)) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    private HostPath meta() {
        return layout.home().child("meta");
    }

    private HostPath directory(WalPlace place) {
        return switch (place) {
            case ARCHIVED -> layout.wals();
            case INCOMING -> layout.incoming();
            case STREAMING -> layout.streaming();
        };
    }

    private Optional<CataloguedFile> look(WalFileName file, WalPlace place) throws IOException {
        HostPath path = layout.path(file, place);
        Optional<FileStatus> status = host.files().status(path);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        if (status.get().kind() != FileKind.REGULAR) {
            throw new FileSystemException(host.name() + ":" + path, null, "it is no regular file");
        }
        if (!path.parent().equals(directory(place)) && !isDirectory(path.parent())) {
            throw new FileSystemException(host.name() + ":" + path.parent(), null, "it is no directory");
        }
        return Optional.of(new CataloguedFile(
                file,
                place,
                path,
                status.get().size(),
                status.get().modified(),
                status.get().inode()));
    }

    private Optional<HostText> firstOf(HostPath newer, HostPath older) throws IOException {
        Optional<HostText> file = HostText.read(host, newer, LONGEST_METADATA);
        return file.isPresent() ? file : HostText.read(host, older, LONGEST_METADATA);
    }

    /** The names in a directory; none where Barman has not made it yet. */
    private Set<String> sortedNames(HostPath directory) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try {
            host.files().list(directory, name -> {
                names.add(name);
                return DirectoryVisitor.Next.CONTINUE;
            });
        } catch (NoSuchFileException notMade) {
            requireDirectory(layout.home());
        }
        return names;
    }

    private static void addId(String text, Collection<BackupId> ids) {
        if (BackupId.isBackupId(text)) {
            ids.add(new BackupId(text));
        }
    }

    private boolean isDirectory(HostPath path) throws IOException {
        return host.files()
                .status(path)
                .filter(s -> s.kind() == FileKind.DIRECTORY)
                .isPresent();
    }

    private void requireDirectory(HostPath directory) throws IOException {
        if (host.files().status(directory).isEmpty()) {
            throw new NoSuchFileException(
                    host.name() + ":" + directory, null, "Barman's directory is not there; is it mounted?");
        }
    }
}
