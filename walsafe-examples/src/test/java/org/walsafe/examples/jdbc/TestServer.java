package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.EmbeddedPostgresBuilder;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.receive.ReplicationSource;

/** A real server, and roles of it that come and go. */
final class TestServer implements AutoCloseable {

    private static final String PASSWORD = "only-for-this-test";

    private final EmbeddedPostgres postgres;

    private TestServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static TestServer start(PostgresRelease release) throws Exception {
        return start(EmbeddedPostgres.builder(release));
    }

    static TestServer start(EmbeddedPostgresBuilder builder) throws Exception {
        EmbeddedPostgres postgres = builder.create();
        try {
            postgres.start();
            return new TestServer(postgres);
        } catch (Exception e) {
            postgres.close();
            throw e;
        }
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    /** A role that may connect, and whatever {@code options} give it. */
    void createRole(String role, String options) throws SQLException {
        postgres.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "' " + options);
    }

    /** Ends the role's connections and lets it make no more. */
    void lockOut(String role) throws SQLException {
        postgres.execute("ALTER ROLE " + role + " NOLOGIN");
        postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + role + "'");
    }

    void letIn(String role) throws SQLException {
        postgres.execute("ALTER ROLE " + role + " LOGIN");
    }

    /** The server, as the superuser sees it. */
    Database asSuperuser() {
        return Database.at(url(EmbeddedPostgres.SUPERUSER, postgres.password()));
    }

    /** This server or a standby of it, as the superuser sees it. */
    Database asSuperuser(EmbeddedPostgres server) {
        return Database.at(url(server.port(), EmbeddedPostgres.SUPERUSER, postgres.password()));
    }

    /** The server, as a role sees it that {@link #createRole} made. */
    Database as(String role) {
        return as(role, postgres);
    }

    /** This server or a standby of it, as a role sees it that {@link #createRole} made. */
    Database as(String role, EmbeddedPostgres server) {
        return Database.at(url(server.port(), role, PASSWORD));
    }

    /** This server or a standby of it, to stream from. */
    ReplicationSource sourceOf(EmbeddedPostgres server) {
        return ReplicationSource.at(url(server.port(), EmbeddedPostgres.SUPERUSER, postgres.password()));
    }

    /** The superuser's URL, for whoever finds the password elsewhere. */
    String urlWithoutPassword() {
        return urlWithoutPassword(EmbeddedPostgres.SUPERUSER);
    }

    /** The URL of a role, for whoever finds the password elsewhere. */
    String urlWithoutPassword(String role) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres?sslmode=disable&gssEncMode=disable&user="
                + role;
    }

    /**
     * A password file that lets in the superuser and every role that {@link #createRole} made; always the same one. The driver
     * looks for all the hosts of its URL at once.
     */
    Path passwordFile(Path directory) throws IOException {
        Path file = directory.resolve("pgpass");
        String superuser = ":*:*:" + EmbeddedPostgres.SUPERUSER + ':' + postgres.password() + '\n';
        Files.writeString(
                file, "127.0.0.1" + superuser + "127.0.0.1,127.0.0.1" + superuser + "*:*:*:*:" + PASSWORD + '\n');
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private String url(String user, String password) {
        return url(postgres.port(), user, password);
    }

    private static String url(int port, String user, String password) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable&gssEncMode=disable&user=" + user
                + "&password=" + password;
        assertThat(Database.at(url).toString()).doesNotContain(password);
        return url;
    }

    @Override
    public void close() {
        postgres.close();
    }
}
