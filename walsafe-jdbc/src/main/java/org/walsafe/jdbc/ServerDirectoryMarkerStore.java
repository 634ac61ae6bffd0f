package org.walsafe.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.error.PrintableText;
import org.walsafe.host.HostFiles;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerStore;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.NewMarker;
import org.walsafe.registry.PutOutcome;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.registry.StoredMarker;

/**
 * Markers as files of the WAL safe directory on a PostgreSQL server's own machine, written and read through that server:
 * the {@code sh} gate beside it needs neither SSH nor Java. PostgreSQL 9.3 and newer; nothing of it writes WAL, and it
 * works on a standby too.
 *
 * <p>A marker is written by a shell that the server starts ({@code COPY … TO PROGRAM}): into a temporary file, which is
 * flushed, linked to the marker's name, and the directory flushed; so it appears whole or not at all, and survives a crash.
 * Reading uses {@code pg_stat_file}, {@code pg_read_binary_file} and {@code pg_ls_dir}, which follow symbolic links.
 *
 * <p>Up to 10 this needs a superuser, and a directory below the data directory, or a symbolic link there to one elsewhere:
 * {@code pg_read_binary_file} reads nothing else. From 11 on it needs the roles {@code pg_execute_server_program} and {@code
 * pg_read_server_files}, and {@code EXECUTE} on those three functions with all their arguments.
 *
 * @since 0.1.0
 */
public final class ServerDirectoryMarkerStore implements MarkerStore {

    private static final String PRIVILEGES =
            "PostgreSQL 11 and newer: grant pg_execute_server_program and pg_read_server_files, and EXECUTE on pg_stat_file,"
                    + " pg_read_binary_file and pg_ls_dir. Up to 10: connect as a superuser, and name the directory by a"
                    + " symbolic link in the data directory.";

    private static final int LEFTOVERS_AT_ONCE = 1000;

    private final Database server;
    private final String directory;
    private final Runnable release;
    private volatile boolean closed;

    private ServerDirectoryMarkerStore(Database server, String directory, Runnable release) {
        this.server = server;
        this.directory = directory;
        this.release = release;
    }

    /**
     * The markers in a directory of the server's machine; the server's connections stay the caller's to close.
     *
     * @param server any database of the server
     * @param directory the WAL safe directory, absolute or relative to the data directory
     * @return the store
     * @throws RegistryUnusableException when the directory is missing or open to others, or the user may not use it
     * @throws IllegalArgumentException when that cannot be a directory's name
     * @throws IOException when nobody could look
     */
    public static ServerDirectoryMarkerStore on(Database server, String directory) throws IOException {
        return opened(new ServerDirectoryMarkerStore(server, directory, () -> {}));
    }

    /** As {@link #on}, on a server whose connections are closed with the store, or at once when this fails. */
    static ServerDirectoryMarkerStore owning(Database server, String directory) throws IOException {
        try {
            return opened(new ServerDirectoryMarkerStore(server, directory, server::close));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static ServerDirectoryMarkerStore opened(ServerDirectoryMarkerStore store) throws IOException {
        if (store.directory.isEmpty() || store.directory.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(PrintableText.quoted(store.directory) + " is not a directory's name");
        }
        store.run(ServerScript.CHECK);
        return store;
    }

    @Override
    public String location() {
        return server.name() + ", directory " + directory;
    }

    @Override
    public PutOutcome put(NewMarker marker) throws IOException {
        requireOpen();
        String name = marker.key().fileName();
        if (run(ServerScript.PUT, name, octal(marker.content())) == ServerScript.DONE) {
            return new PutOutcome.Stored();
        }
        StoredMarker existing = get(marker.key());
        if (existing instanceof StoredMarker.Absent) {
            throw new IOException("the marker " + name + " in " + location() + " went while it was being put");
        }
        return existing.equals(new StoredMarker.Present(marker.content()))
                ? new PutOutcome.AlreadyStored()
                : new PutOutcome.Differs(existing);
    }

    /** Every byte as {@code \0nnn}, which is how {@code printf %b} of every shell takes it. */
    private static String octal(MarkerContent content) {
        StringBuilder text = new StringBuilder();
        for (byte b : content.bytes()) {
            int threeDigits = 0x200 | (b & 0xFF);
            text.append("\\0").append(Integer.toOctalString(threeDigits).substring(1));
        }
        return text.toString();
    }

    @Override
    public StoredMarker get(MarkerKey key) throws IOException {
        requireOpen();
        return ask(session -> {
            ServerFiles files = new ServerFiles(session);
            if (files.status(directory).isEmpty()) {
                throw noDirectory();
            }
            String path = path(key.fileName());
            Optional<ServerFiles.Status> status = files.status(path);
            if (status.isEmpty()) {
                return new StoredMarker.Absent();
            }
            if (status.get().isDirectory()) {
                return new StoredMarker.Unusable("is a directory");
            }
            Optional<byte[]> bytes = files.read(path, 0, MarkerContent.MAXIMUM_BYTES + 1);
            return bytes.isPresent() ? meaning(bytes.get()) : new StoredMarker.Absent();
        });
    }

    private static StoredMarker meaning(byte[] bytes) {
        return bytes.length > MarkerContent.MAXIMUM_BYTES
                ? new StoredMarker.Unusable("is larger than " + MarkerContent.MAXIMUM_BYTES + " bytes")
                : new StoredMarker.Present(MarkerContent.of(bytes));
    }

    @Override
    public void list(MarkerVisitor visitor) throws IOException {
        requireOpen();
        ask(session -> {
            new ServerFiles(session).list(directory, name -> {
                Optional<MarkerKey> key = MarkerKey.ofFileName(name);
                if (key.isPresent()) {
                    visitor.marker(key.get());
                } else if (!name.startsWith(HostFiles.TEMPORARY_PREFIX)) {
                    visitor.stranger(PrintableText.quoted(name));
                }
            });
            return Optional.empty();
        });
    }

    @Override
    public boolean remove(MarkerKey key) throws IOException {
        requireOpen();
        return run(ServerScript.REMOVE, key.fileName()) == ServerScript.DONE;
    }

    @Override
    public int clearLeftovers(Instant before) throws IOException {
        requireOpen();
        List<String> leftovers = ask(session -> {
            ServerFiles files = new ServerFiles(session);
            List<String> names = new ArrayList<>();
            files.list(directory, name -> {
                if (name.startsWith(HostFiles.TEMPORARY_PREFIX)) {
                    names.add(name);
                }
            });
            List<String> old = new ArrayList<>();
            for (String name : names.subList(0, Math.min(names.size(), LEFTOVERS_AT_ONCE))) {
                if (files.status(path(name))
                        .filter(status -> status.modified().isBefore(before))
                        .isPresent()) {
                    old.add(name);
                }
            }
            return old;
        });
        int removed = 0;
        for (String name : leftovers) {
            removed += run(ServerScript.REMOVE, name) == ServerScript.DONE ? 1 : 0;
        }
        return removed;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }

    /** Runs a script in the directory, and says whether it was {@code DONE} or {@code AS_IT_WAS}. */
    private int run(ServerScript script, String... arguments) throws IOException {
        String[] all = new String[arguments.length + 1];
        all[0] = directory;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        int status = ask(session -> script.run(session, all));
        return switch (status) {
            case ServerScript.DONE, ServerScript.AS_IT_WAS -> status;
            case ServerScript.NO_DIRECTORY -> throw noDirectory();
            case ServerScript.OPEN_TO_OTHERS ->
                throw new RegistryUnusableException(
                        "the WAL safe directory " + location() + " is open to other users",
                        "Close it: chmod 0700; then look whether somebody else put markers there.");
            case ServerScript.NOT_WRITTEN ->
                throw new IOException("a marker in " + location() + " could not be written or removed; the server's log"
                        + " says why");
            case ServerScript.NOT_FLUSHED ->
                throw new IOException(
                        "a marker in " + location() + " could not be flushed to disk; the server's log says why");
            default ->
                throw new IOException(
                        "the server's shell ended with status " + status + " in " + location() + "; its log says why");
        };
    }

    private RegistryUnusableException noDirectory() {
        return new RegistryUnusableException(
                "there is no WAL safe directory " + location(),
                "Create it as the PostgreSQL user, with mode 0700, on the server's machine.");
    }

    private <T> T ask(SqlWork<T> work) throws IOException {
        return server.ask(location(), session -> {
            try {
                return work.run(session);
            } catch (SQLException e) {
                if (SqlFailure.is(e, SqlFailure.INSUFFICIENT_PRIVILEGE)) {
                    throw new RegistryUnusableException(
                            "the registry " + location() + " may not be used: " + SqlFailure.oneLine(e), PRIVILEGES);
                }
                throw e;
            }
        });
    }

    private String path(String fileName) {
        return directory + '/' + fileName;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the registry " + location() + " is closed");
        }
    }
}
