package org.walsafe.jdbc;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.walsafe.registry.RegistryUnusableException;

/**
 * The tables of registries, created and brought up to date by an explicit call and by nothing else. PostgreSQL 9.2 and
 * newer; the user needs {@code CREATE} in the database, later the ownership of the schema.
 *
 * <p>Who only asks (a gate) needs {@code USAGE} of the schema and {@code SELECT} on its tables; who confirms needs {@code
 * INSERT} and {@code DELETE} on {@code marker} as well.
 *
 * <p>Thread-safe. Blocks. Installing twice, also at once, is harmless.
 *
 * @since 0.1.0
 */
public final class RegistrySchema {

    private static final List<String> STEPS = List.of("registry-1.sql");

    private final Database database;
    private final RegistryTable table;
    private final List<String> steps;

    /**
     * The tables in {@code database}; nothing is looked at yet.
     *
     * @param database where they are
     * @param table in which schema
     */
    public RegistrySchema(Database database, RegistryTable table) {
        this(database, table, STEPS.stream().map(BundledText::of).toList());
    }

    /** With other steps, each of which is SQL that leads from one version to the next. */
    RegistrySchema(Database database, RegistryTable table, List<String> steps) {
        this.database = database;
        this.table = table;
        this.steps = List.copyOf(steps);
    }

    /**
     * What installing did.
     *
     * @param before the version that was there, 0 for none
     * @param after the version that is there now
     */
    public record Change(int before, int after) {}

    /**
     * Creates the tables, or brings them up to date, in one transaction.
     *
     * @return what was done
     * @throws RegistryUnusableException where they are of a newer WalSafe
     * @throws IOException when the database failed or refused; nothing was changed
     */
    public Change install() throws IOException {
        return database.transact(database.name(), session -> {
            session.execute("SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('walsafe registry'))");
            if (!exists(session)) {
                session.execute("CREATE SCHEMA " + table.quotedSchema());
                session.execute("CREATE TABLE " + table.versions()
                        + " (version int PRIMARY KEY, installed_at timestamptz NOT NULL DEFAULT now())");
            }
            int before = version(session);
            refuseNewer(before);
            session.execute("SET LOCAL search_path = " + table.quotedSchema());
            for (int version = before + 1; version <= steps.size(); version++) {
                session.execute(steps.get(version - 1));
                session.execute("INSERT INTO schema_version (version) VALUES (" + version + ")");
            }
            return new Change(before, steps.size());
        });
    }

    /**
     * Checks that the tables are there and fit.
     *
     * @throws RegistryUnusableException where they are missing, older or newer
     */
    void require() throws IOException {
        int version = database.ask(database.name(), session -> {
            try {
                return version(session);
            } catch (SQLException e) {
                if (TableFailure.isMissing(e)) {
                    return 0;
                }
                TableFailure.refuse(database.name(), e);
                throw e;
            }
        });
        refuseNewer(version);
        if (version < steps.size()) {
            throw new RegistryUnusableException(
                    "the registry tables in schema " + table.schema() + " of " + database
                            + (version == 0 ? " are missing" : " are of version " + version + ", not " + steps.size()),
                    "Run: walsafe registry create --schema " + table.schema() + " " + database);
        }
    }

    private void refuseNewer(int version) {
        if (version > steps.size()) {
            throw new RegistryUnusableException(
                    "the registry tables in schema " + table.schema() + " of " + database + " are of version " + version
                            + ", and this WalSafe knows " + steps.size(),
                    "Use the WalSafe that brought them up to date, or a newer one.");
        }
    }

    private boolean exists(Session session) throws SQLException {
        try (PreparedStatement query = session.prepare(
                        "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = ? AND tablename = 'schema_version'",
                        table.schema());
                ResultSet rows = query.executeQuery()) {
            return rows.next();
        }
    }

    private int version(Session session) throws SQLException {
        try (PreparedStatement query = session.prepare("SELECT coalesce(max(version), 0) FROM " + table.versions());
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
