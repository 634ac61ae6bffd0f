package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.walsafe.barman.RejectedFile;
import org.walsafe.barman.XlogDbLine;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * An archive to be verified: the seam for every kind of it. It shows what is stored, and judges nothing.
 *
 * <p>What cannot be looked at is an exception and never "not there". Implementations are thread-safe. Every method but
 * {@link #location()} blocks.
 *
 * @since 0.1.0
 */
public interface ArchiveSource {

    /** {@return where the archive is, for messages; never holds a secret} */
    String location();

    /**
     * {@return the cluster that the archive says it is for, or empty when it keeps no such record}
     *
     * @throws IOException when nobody could look
     */
    Optional<SystemIdentifier> systemIdentifier() throws IOException;

    /**
     * Shows every name, in no particular order, without keeping the listing in memory.
     *
     * @param files takes the name of each WAL file
     * @param strangers takes any other name
     * @throws IOException when the listing could not be read to its end
     */
    void list(Consumer<WalFileName> files, Consumer<String> strangers) throws IOException;

    /**
     * {@return what the directory entry of a file shows, or empty when it is not there}
     *
     * @param file a WAL file
     * @throws IOException when nobody could look, or what has this name is no regular file
     */
    Optional<StoredFile> find(WalFileName file) throws IOException;

    /**
     * Opens a file as it is stored; the caller closes the stream.
     *
     * @param file a WAL file
     * @return its bytes, perhaps compressed
     * @throws NoSuchFileException when it is not there
     * @throws IOException when it could not be opened
     */
    InputStream open(WalFileName file) throws IOException;

    /**
     * {@return the files that have been received and are to be archived next}
     *
     * @throws IOException when nobody could look
     */
    default Set<WalFileName> arriving() throws IOException {
        return Set.of();
    }

    /**
     * {@return what was received and refused}
     *
     * @throws IOException when nobody could look
     */
    default List<RejectedFile> rejected() throws IOException {
        return List.of();
    }

    /**
     * Opens a refused file as it is stored; the caller closes the stream.
     *
     * @param file one of {@link #rejected()}
     * @return its bytes, perhaps compressed
     * @throws IOException when it is not there or could not be opened
     */
    default InputStream open(RejectedFile file) throws IOException {
        throw new NoSuchFileException(file.fileName(), null, location() + " refuses nothing");
    }

    /**
     * Reads the archive's own list of its files.
     *
     * @param taker takes each line
     * @return whether there is a list
     * @throws IOException when it could not be read to its end
     */
    default boolean readCatalogue(Consumer<XlogDbLine> taker) throws IOException {
        return false;
    }

    /**
     * {@return the base backups that this archive's WAL is for}
     *
     * @throws IOException when nobody could look
     */
    default List<BackupSpan> backups() throws IOException {
        return List.of();
    }
}
