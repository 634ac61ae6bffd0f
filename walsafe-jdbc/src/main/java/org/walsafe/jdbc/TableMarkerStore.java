package org.walsafe.jdbc;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.walsafe.error.PrintableText;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerStore;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.NewMarker;
import org.walsafe.registry.PutOutcome;
import org.walsafe.registry.StoredMarker;
import org.walsafe.wal.SystemIdentifier;

/**
 * Markers as rows of one table, in which every cluster has its own: the central registry of a fleet. PostgreSQL 9.3 and
 * newer; before 9.5 writers take turns.
 *
 * <p>A marker counts as stored when the database has it on disk, whatever {@code synchronous_commit} says in its
 * configuration; where the database has synchronous standbys, on theirs too. A database that fails over to an asynchronous
 * standby may forget the last markers: PostgreSQL then keeps its WAL files until they are confirmed again. After a failover a
 * URL with both servers and {@code targetServerType=primary} leads to the new one.
 *
 * <p>Each put announces the cluster on the channel {@code walsafe}; see {@link RegistryNotifications}.
 *
 * @since 0.1.0
 */
public final class TableMarkerStore implements MarkerStore {

    /** How often a put looks again when what was in its way has gone meanwhile. */
    private static final int PUT_ATTEMPTS = 8;

    private static final int NAMES_PER_FETCH = 1000;

    private final Database database;
    private final RegistryTable table;
    private final SystemIdentifier cluster;
    private final Runnable release;
    private volatile boolean closed;

    private TableMarkerStore(Database database, RegistryTable table, SystemIdentifier cluster, Runnable release) {
        this.database = database;
        this.table = table;
        this.cluster = cluster;
        this.release = release;
    }

    /**
     * The markers of a cluster in a database that stays the caller's to close.
     *
     * @param database where the table is
     * @param table in which schema
     * @param cluster whose WAL files the markers speak of
     * @return the store
     * @throws org.walsafe.registry.RegistryUnusableException when the tables are missing or of another version
     * @throws IOException when nobody could look
     */
    public static TableMarkerStore in(Database database, RegistryTable table, SystemIdentifier cluster)
            throws IOException {
        return opened(new TableMarkerStore(database, table, cluster, () -> {}));
    }

    /** As {@link #in}, in a database that is closed with the store, or at once when this fails. */
    static TableMarkerStore owning(Database database, RegistryTable table, SystemIdentifier cluster)
            throws IOException {
        try {
            return opened(new TableMarkerStore(database, table, cluster, database::close));
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static TableMarkerStore opened(TableMarkerStore store) throws IOException {
        new RegistrySchema(store.database, store.table).require();
        return store;
    }

    @Override
    public String location() {
        return database.name() + ", schema " + table.schema() + ", cluster " + cluster;
    }

    @Override
    public PutOutcome put(NewMarker marker) throws IOException {
        return putAll(List.of(marker)).get(0);
    }

    @Override
    public List<PutOutcome> putAll(List<NewMarker> markers) throws IOException {
        requireOpen();
        Map<MarkerKey, NewMarker> first = new LinkedHashMap<>();
        markers.forEach(marker -> first.putIfAbsent(marker.key(), marker));
        Set<MarkerKey> stored = new HashSet<>();
        Map<MarkerKey, StoredMarker> existing = new HashMap<>();
        Map<MarkerKey, NewMarker> open = new LinkedHashMap<>(first);
        for (int attempt = 0; attempt < PUT_ATTEMPTS && !open.isEmpty(); attempt++) {
            stored.addAll(insert(open.values()));
            open.keySet().removeAll(stored);
            existing.putAll(read(open.keySet()));
            open.keySet().removeAll(existing.keySet());
        }
        if (!open.isEmpty()) {
            throw new IOException("the marker " + open.keySet().iterator().next() + " in " + location()
                    + " comes and goes: somebody removes it as often as it is written");
        }
        List<PutOutcome> outcomes = new ArrayList<>(markers.size());
        for (NewMarker marker : markers) {
            if (stored.remove(marker.key())) {
                outcomes.add(new PutOutcome.Stored());
                existing.put(marker.key(), new StoredMarker.Present(marker.content()));
            } else {
                outcomes.add(compared(marker, existing));
            }
        }
        return outcomes;
    }

    private static PutOutcome compared(NewMarker marker, Map<MarkerKey, StoredMarker> existing) {
        StoredMarker there = existing.getOrDefault(marker.key(), new StoredMarker.Absent());
        return there.equals(new StoredMarker.Present(marker.content()))
                ? new PutOutcome.AlreadyStored()
                : new PutOutcome.Differs(there);
    }

    /**
     * Inserts what is not there, in one order for all who do so at once, and says what it inserted. Its commit also puts on
     * disk, and on the standbys, what it found: others' commits may be seen before that is so.
     */
    private Set<MarkerKey> insert(Collection<NewMarker> markers) throws IOException {
        String[] names = markers.stream().map(marker -> marker.key().fileName()).toArray(String[]::new);
        byte[][] contents =
                markers.stream().map(marker -> marker.content().bytes()).toArray(byte[][]::new);
        return transact(session -> {
            InsertDialect dialect = InsertDialect.of(session.version());
            session.execute("SET LOCAL synchronous_commit = on" + dialect.lock(table));
            Set<MarkerKey> stored = keys(
                    session,
                    "WITH put AS (SELECT ?::bigint AS cluster, unnest(?) AS name, unnest(?) AS content),"
                            + " stored AS (INSERT INTO " + table.markers() + " (cluster, name, content)"
                            + " SELECT cluster, name, content FROM put" + dialect.unlessThere(table)
                            + " RETURNING name)"
                            + " SELECT name, pg_catalog.pg_notify(?, ?) FROM stored",
                    cluster.value(),
                    names,
                    contents,
                    RegistryTable.CHANNEL,
                    table.announcementOf(cluster));
            if (stored.isEmpty()) {
                writeForTheCommit(session);
            }
            return stored;
        });
    }

    /** The server waits for nothing when a transaction commits that wrote no WAL. Nobody ever sees this row. */
    private void writeForTheCommit(Session session) throws SQLException {
        String name = "'commit ' || pg_catalog.txid_current()";
        try (PreparedStatement statement = session.prepare(
                "INSERT INTO " + table.markers() + " (cluster, name, content) VALUES (?, " + name
                        + ", ''); DELETE FROM " + table.markers() + " WHERE cluster = ? AND name = " + name,
                cluster.value(),
                cluster.value())) {
            statement.execute();
        }
    }

    private static Set<MarkerKey> keys(Session session, String sql, Object... values) throws SQLException {
        Set<MarkerKey> keys = new HashSet<>();
        try (PreparedStatement statement = session.prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                MarkerKey.ofFileName(rows.getString(1)).ifPresent(keys::add);
            }
        }
        return keys;
    }

    @Override
    public StoredMarker get(MarkerKey key) throws IOException {
        requireOpen();
        return readWhere("name = ?", key.fileName()).getOrDefault(key, new StoredMarker.Absent());
    }

    private Map<MarkerKey, StoredMarker> read(Set<MarkerKey> keys) throws IOException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        String[] names = keys.stream().map(MarkerKey::fileName).toArray(String[]::new);
        return readWhere("name = ANY (?)", names);
    }

    /**
     * What is there of this cluster, in no more memory than markers may have. One name is not asked for as an array of one: for
     * an array, the server makes a new plan each time, since a plan for any array looks costlier to it.
     */
    private Map<MarkerKey, StoredMarker> readWhere(String condition, Object value) throws IOException {
        return ask(session -> {
            Map<MarkerKey, StoredMarker> found = new HashMap<>();
            try (PreparedStatement query = session.prepare(
                            "SELECT name, octet_length(content), substring(content from 1 for "
                                    + MarkerContent.MAXIMUM_BYTES + ") FROM " + table.markers()
                                    + " WHERE cluster = ? AND " + condition,
                            cluster.value(),
                            value);
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    StoredMarker marker = rows.getInt(2) > MarkerContent.MAXIMUM_BYTES
                            ? new StoredMarker.Unusable("is larger than " + MarkerContent.MAXIMUM_BYTES + " bytes")
                            : new StoredMarker.Present(MarkerContent.of(rows.getBytes(3)));
                    MarkerKey.ofFileName(rows.getString(1)).ifPresent(key -> found.put(key, marker));
                }
            }
            return found;
        });
    }

    @Override
    public void list(MarkerVisitor visitor) throws IOException {
        requireOpen();
        transact(session -> {
            try (PreparedStatement query =
                    session.prepare("SELECT name FROM " + table.markers() + " WHERE cluster = ?", cluster.value())) {
                query.setFetchSize(NAMES_PER_FETCH);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        show(rows.getString(1), visitor);
                    }
                }
            }
            return Optional.empty();
        });
    }

    private static void show(String name, MarkerVisitor visitor) {
        Optional<MarkerKey> key = MarkerKey.ofFileName(name);
        if (key.isPresent()) {
            visitor.marker(key.get());
        } else {
            visitor.stranger(PrintableText.quoted(name));
        }
    }

    @Override
    public boolean remove(MarkerKey key) throws IOException {
        requireOpen();
        return transact(session -> {
            session.execute("SET LOCAL synchronous_commit = on");
            try (PreparedStatement delete = session.prepare(
                    "DELETE FROM " + table.markers() + " WHERE cluster = ? AND name = ?",
                    cluster.value(),
                    key.fileName())) {
                return delete.executeUpdate() > 0;
            }
        });
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }

    private <T> T ask(SqlWork<T> work) throws IOException {
        return database.ask(location(), session -> refusing(work, session));
    }

    private <T> T transact(SqlWork<T> work) throws IOException {
        return database.transact(location(), session -> refusing(work, session));
    }

    private <T> T refusing(SqlWork<T> work, Session session) throws SQLException, IOException {
        try {
            return work.run(session);
        } catch (SQLException e) {
            TableFailure.refuse(location(), e);
            throw e;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the registry " + location() + " is closed");
        }
    }
}
