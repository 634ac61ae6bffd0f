package org.walsafe.examples.bench;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.RegistrySchema;
import org.walsafe.jdbc.RegistryTable;
import org.walsafe.jdbc.TableMarkerStore;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SystemIdentifier;

/** A PostgreSQL whose tables are registries. Not thread-safe. */
final class TableStage implements Closeable {

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7);
    private static final int ROWS_PER_STATEMENT = 500_000;

    private final EmbeddedPostgres server;
    private final Database database;

    private TableStage(EmbeddedPostgres server) {
        this.server = server;
        this.database = Database.at("jdbc:postgresql://127.0.0.1:" + server.port()
                + "/postgres?sslmode=disable&gssEncMode=disable&user=" + EmbeddedPostgres.SUPERUSER + "&password="
                + server.password());
    }

    /**
     * Starts it.
     *
     * @param fsync {@code on} where confirmations are to be as durable as they are elsewhere, or {@code off}
     */
    static TableStage start(String fsync) throws IOException, InterruptedException {
        EmbeddedPostgres server = EmbeddedPostgres.builder(PostgresRelease.V9_3_5)
                .setting("fsync", fsync)
                .setting("wal_level", "minimal")
                .setting("max_wal_senders", "0")
                .setting("maintenance_work_mem", "512MB")
                .create();
        try {
            server.start();
            return new TableStage(server);
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    /** A registry in a schema of its own, with unattested confirmations of that many segments in a row. */
    WalSafeRegistry registry(String schema, int rows) throws IOException {
        RegistryTable table = new RegistryTable(schema);
        new RegistrySchema(database, table).install();
        String marker = '"' + schema + "\".marker";
        try {
            server.execute("ALTER TABLE " + marker + " DROP CONSTRAINT marker_pkey");
            for (int from = 0; from < rows; from += ROWS_PER_STATEMENT) {
                int to = Math.min(rows, from + ROWS_PER_STATEMENT) - 1;
                server.execute("INSERT INTO " + marker + " (cluster, name, content) SELECT " + CLUSTER.value()
                        + ", '00000001' || upper(lpad(to_hex(n / 256), 8, '0')) || upper(lpad(to_hex(n % 256), 8, '0'))"
                        + " || '.done', ''::bytea FROM generate_series(" + from + ", " + to + ") n");
            }
            server.execute("ALTER TABLE " + marker + " ADD PRIMARY KEY (cluster, name)");
            server.execute("ANALYZE " + marker);
        } catch (SQLException e) {
            throw new IOException("the table cannot be filled", e);
        }
        return new MarkerRegistry(TableMarkerStore.in(database, table, CLUSTER));
    }

    @Override
    public void close() {
        database.close();
        server.close();
    }
}
