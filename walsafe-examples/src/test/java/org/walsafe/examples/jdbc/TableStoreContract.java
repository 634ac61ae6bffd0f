package org.walsafe.examples.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.RegistrySchema;
import org.walsafe.jdbc.RegistryTable;
import org.walsafe.jdbc.TableMarkerStore;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerStore;
import org.walsafe.wal.SystemIdentifier;

/** The contract of the table, as the role with no more than the documented privileges sees it. */
abstract class TableStoreContract extends DatabaseStoreContract {

    private static final long HIGHEST_IDENTIFIER = -1;

    private long cluster = HIGHEST_IDENTIFIER;

    @Override
    void prepare(TestServer server) throws Exception {
        try (Database owner = server.asSuperuser()) {
            new RegistrySchema(owner, RegistryTable.DEFAULT).install();
        }
        server.createRole(ROLE, "");
        server.postgres()
                .execute("GRANT USAGE ON SCHEMA walsafe TO confirmer; GRANT SELECT ON ALL TABLES IN SCHEMA walsafe TO"
                        + " confirmer; GRANT INSERT, DELETE ON walsafe.marker TO confirmer;"
                        + " ALTER ROLE confirmer SET synchronous_commit = off");
    }

    @Override
    MarkerStore open(TestServer server, Database database) throws Exception {
        cluster--;
        return TableMarkerStore.in(database, RegistryTable.DEFAULT, new SystemIdentifier(cluster));
    }

    @Override
    protected void plant(MarkerKey key, byte[] bytes) throws Exception {
        try (Connection connection = server().postgres().connect();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM walsafe.marker WHERE cluster = ? AND name = ?");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO walsafe.marker VALUES (?, ?, ?, now())")) {
            delete.setLong(1, cluster);
            delete.setString(2, key.fileName());
            delete.executeUpdate();
            insert.setLong(1, cluster);
            insert.setString(2, key.fileName());
            insert.setBytes(3, bytes);
            insert.executeUpdate();
        }
    }
}
