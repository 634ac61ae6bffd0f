package org.walsafe.examples.soak;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.soak.Journal.Commit;
import org.walsafe.examples.soak.Journal.RestorePoint;

/** Clients that commit one numbered row after the other, with some WAL besides, whatever becomes of the server. */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 3;
    private static final int FILLER = 24_000;
    private static final Duration PACE = Duration.ofMillis(40);
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final String TRANSACTION =
            """
            with bulk as (select pg_logical_emit_message(true, 'walsafe', ?))
            insert into commits select ?, ? from bulk
            """;

    private final EmbeddedPostgres postgres;
    private final Journal journal;
    private final String filler;
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    private Load(EmbeddedPostgres postgres, Journal journal, Random random) {
        this.postgres = postgres;
        this.journal = journal;
        this.filler =
                random.ints(FILLER, ' ', '~').mapToObj(Character::toString).collect(Collectors.joining());
    }

    /** Begins. */
    static Load start(EmbeddedPostgres postgres, Journal journal, Random random) throws SQLException {
        postgres.execute("create table commits (client int, number bigint)");
        Load load = new Load(postgres, journal, random);
        for (int client = 0; client < CLIENTS; client++) {
            int number = client;
            Thread thread = new Thread(() -> commit(load, number), "soak-client-" + client);
            load.clients.add(thread);
            thread.start();
        }
        return load;
    }

    private static void commit(Load load, int client) {
        while (!load.stopped) {
            try (Connection connection = load.postgres.connect();
                    PreparedStatement transaction = connection.prepareStatement(TRANSACTION)) {
                while (!load.stopped) {
                    load.commitOnce(client, transaction);
                    LockSupport.parkNanos(PACE.toNanos());
                }
            } catch (SQLException serverGone) {
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    private void commitOnce(int client, PreparedStatement transaction) throws SQLException {
        Commit commit = journal.begin(client);
        transaction.setString(1, filler);
        transaction.setInt(2, commit.client());
        transaction.setLong(3, commit.number());
        transaction.executeUpdate();
        journal.acknowledge(commit);
    }

    /** Marks a moment while the clients go on; empty while the server does not answer. */
    Optional<RestorePoint> mark(String name) {
        var before = journal.lastAcknowledged();
        try {
            postgres.query("select pg_create_restore_point('" + name + "')");
            return Optional.of(new RestorePoint(name, before, journal.lastBegun()));
        } catch (SQLException serverGone) {
            return Optional.empty();
        }
    }

    /** The rows that a server has. */
    static Set<Commit> rows(EmbeddedPostgres server) throws SQLException {
        Set<Commit> rows = new HashSet<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select client, number from commits")) {
            while (result.next()) {
                rows.add(new Commit(result.getInt(1), result.getLong(2)));
            }
        }
        return rows;
    }

    /** Ends the clients; the server must be there. */
    @Override
    public void close() {
        stopped = true;
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
