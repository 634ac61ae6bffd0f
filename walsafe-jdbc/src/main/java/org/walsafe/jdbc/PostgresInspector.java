package org.walsafe.jdbc;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Looks at a PostgreSQL server over SQL and changes nothing: version, identity, settings, archiver, slots, streaming clients,
 * what waits to be archived, and what the role may do; 9.3 to 18, primary or standby. What the role may not see is {@link
 * Visible.NotVisible}.
 *
 * <p>Every role may connect and see most of it. To see all of it needs {@code pg_monitor} (12 and newer); on 10 and 11 also
 * {@code EXECUTE} on {@code pg_ls_dir(text)} and {@code pg_stat_file(text, boolean)}, which 10 gives to superusers alone; up
 * to 9.6 superuser. The free space is never seen over SQL.
 *
 * <p>Thread-safe where the database's data source is.
 *
 * @since 0.1.0
 */
public final class PostgresInspector {

    private final Database server;

    /**
     * @param server any database of the server; where pgespresso matters, the one that has it. Stays the caller's to close
     */
    public PostgresInspector(Database server) {
        this.server = server;
    }

    /**
     * Asks the server. Blocks until it has answered or a time limit has passed.
     *
     * @return its answers
     * @throws ServerNotInspectedException where it could not be asked, or its answers make no sense
     */
    public PostgresInspection inspect() {
        try {
            return server.ask(server.name(), this::inspect);
        } catch (IOException e) {
            throw new ServerNotInspectedException(e);
        }
    }

    /**
     * Asks whether a role may stream WAL. Blocks until the server has answered or a time limit has passed.
     *
     * @param role its name
     * @return whether it may
     * @throws ServerNotInspectedException where the server could not be asked
     */
    public StreamingRight mayStream(String role) {
        try {
            return server.ask(server.name(), session -> RoleSql.mayStream(session, role));
        } catch (IOException e) {
            throw new ServerNotInspectedException(e);
        }
    }

    private PostgresInspection inspect(Session session) throws SQLException {
        ServerVersion version = session.version();
        PgSettings settings = PgSettings.read(session);
        RolePrivileges privileges = new RoleSql(session, version).read();
        PositionSql position = PositionSql.read(session, version);
        ReplicationSql replication = new ReplicationSql(session, version);
        return new PostgresInspection(
                settings.versionNumber(),
                time(session),
                version.isAtLeast(ServerVersion.V9_6)
                        ? new Visible.Seen<>(ClusterIdentitySql.systemIdentifier(session))
                        : new Visible.NotVisible<>("PostgreSQL 9.6 over SQL, or a replication connection"),
                position.timeline(),
                settings.segmentSize(),
                new ArchiveSettings(settings.archiveMode(), settings.archiveCommand(), settings.archiveLibrary()),
                settings.walSettings(),
                position.recovery(),
                position.lsn(),
                version.isAtLeast(ServerVersion.V9_4)
                        ? new Visible.Seen<>(ArchiverSql.read(session))
                        : new Visible.NotThere<>("PostgreSQL has pg_stat_archiver since 9.4"),
                version.isAtLeast(ServerVersion.V9_4)
                        ? new Visible.Seen<>(replication.slots())
                        : new Visible.NotThere<>("PostgreSQL has replication slots since 9.4"),
                clients(replication),
                PendingSql.read(server, session, InstantSource.system()),
                new Visible.NotVisible<>("a look at the server's file system"),
                replication.backupWays(),
                privileges);
    }

    private static Instant time(Session session) throws SQLException {
        try (PreparedStatement query = session.prepare("SELECT pg_catalog.clock_timestamp()");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getTimestamp(1).toInstant();
        }
    }

    /** Whoever may not see other sessions sees rows of nulls. */
    private static Visible<List<StreamingClient>> clients(ReplicationSql replication) throws SQLException {
        return replication
                .clients()
                .<Visible<List<StreamingClient>>>map(Visible.Seen::new)
                .orElseGet(() -> new Visible.NotVisible<>("pg_monitor, up to 9.6 superuser"));
    }
}
