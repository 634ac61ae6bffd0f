package org.walsafe.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.walsafe.reconcile.ContentDigest;
import org.walsafe.reconcile.PrimaryWal;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

/**
 * PostgreSQL's own WAL files, read through the server; 9.3 to 18. From 11 on the server itself computes the SHA-256 of files
 * up to 64 MiB, in as much memory, and no content crosses the connection; otherwise the content is read, a mebibyte at a
 * time. The role needs:
 *
 * <ul>
 *   <li>11 and newer: {@code EXECUTE} on {@code pg_stat_file(text, boolean)} and {@code pg_read_binary_file(text, bigint,
 *       bigint, boolean)};
 *   <li>up to 10: superuser.
 * </ul>
 *
 * <p>Thread-safe. Blocks as long as the database may.
 *
 * @since 0.1.0
 */
public final class SqlPrimaryWal implements PrimaryWal {

    private static final String PRIVILEGES =
            "PostgreSQL 11 and newer: grant EXECUTE on pg_stat_file(text, boolean) and pg_read_binary_file(text, bigint,"
                    + " bigint, boolean). Up to 10: connect as a superuser.";

    private static final long LARGEST_DIGESTED_THERE = 64L << 20;

    private final Database server;

    /**
     * The files of a server; nothing is asked yet.
     *
     * @param server any database of the server; stays the caller's to close
     */
    public SqlPrimaryWal(Database server) {
        this.server = server;
    }

    @Override
    public String location() {
        return server.name();
    }

    @Override
    public Optional<ContentDigest> digest(WalFileName file) throws IOException {
        Optional<ContentDigest> there = ask(session -> digestedThere(session, file));
        if (there.isPresent()) {
            return there;
        }
        Optional<InputStream> opened = open(file);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = opened.get()) {
            MessageDigest engine = Sha256.engine();
            long size = in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), engine));
            return Optional.of(new ContentDigest(size, Sha256.of(engine)));
        }
    }

    /** Empty where the server has no such function or no such file, or the file is too large for its memory. */
    private static Optional<ContentDigest> digestedThere(Session session, WalFileName file) throws SQLException {
        if (!session.version().isAtLeast(ServerVersion.V11)) {
            return Optional.empty();
        }
        String path = path(session, file);
        Optional<ServerFiles.Status> status = new ServerFiles(session).status(path);
        if (status.isEmpty() || status.get().size() > LARGEST_DIGESTED_THERE) {
            return Optional.empty();
        }
        try (PreparedStatement query = session.prepare(
                        "SELECT length(content), encode(sha256(content), 'hex')"
                                + " FROM pg_catalog.pg_read_binary_file(?, 0, ?, true) AS content",
                        path,
                        LARGEST_DIGESTED_THERE);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            String hex = rows.getString(2);
            return hex == null ? Optional.empty() : Optional.of(new ContentDigest(rows.getLong(1), new Sha256(hex)));
        }
    }

    @Override
    public Optional<InputStream> open(WalFileName file) throws IOException {
        boolean there = ask(
                session -> new ServerFiles(session).status(path(session, file)).isPresent());
        return there ? Optional.of(new ChunkedInputStream(offset -> chunk(file, offset))) : Optional.empty();
    }

    private byte[] chunk(WalFileName file, long offset) throws IOException {
        return ask(session ->
                        new ServerFiles(session).read(path(session, file), offset, ChunkedInputStream.CHUNK_BYTES))
                .orElseThrow(() -> new IOException(file + " went from " + server + " while it was being read"));
    }

    private static String path(Session session, WalFileName file) throws SQLException {
        return WalDirectorySql.of(session).path() + '/' + file.text();
    }

    private <T> T ask(SqlWork<T> work) throws IOException {
        return server.ask(server.name(), session -> {
            try {
                return work.run(session);
            } catch (SQLException e) {
                throw SqlFailure.withPrivileges(server.name(), PRIVILEGES, e);
            }
        });
    }
}
